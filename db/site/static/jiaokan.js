// Comfort only: every page can be read and used without it.
for (const area of document.querySelectorAll("textarea[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "复制 Copy";
  button.addEventListener("click", async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(area.value);
    } catch {
      document.execCommand("copy"); // pages that are not served over HTTPS
    }
    button.textContent = "已复制 Copied";
  });
  area.after(button);
}

// The slash key goes to the search box, as on many sites.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, textarea, select")) return;
  const box = document.querySelector("input[type=search]");
  if (box) {
    event.preventDefault();
    box.focus();
  }
});

// An address may name a sentence or a fact that lies in another part of a long article.
const named = location.hash.slice(1);
if (/^[sf]\d+$/.test(named) && document.querySelector(".parts") && !document.getElementById(named)) {
  const address = new URL(location.href);
  if (address.searchParams.get("at") !== named) {
    address.searchParams.set("at", named);
    location.replace(address);
  }
}
