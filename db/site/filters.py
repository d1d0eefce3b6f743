"""The filters in an address, as SQL: Datasette's own language, so that its JSON says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


def pairs(request: Request) -> list[tuple[str, str]]:
    """The (column or column__operation, value) of the address, without empty ones."""
    return sorted(
        (name, value)
        for name in request.args
        for value in request.args.getlist(name)
        if value != "" and (not name.startswith("_") or "__" in name)
    )


def where(
    table: str, asked: list[tuple[str, str]], columns: set[str]
) -> tuple[list[str], dict[str, Any]]:
    """(conditions, parameters) of column filters. Raises `BadRequest` for an unknown column."""
    from datasette.filters import Filters
    from datasette.utils.asgi import BadRequest

    for name, _ in asked:
        if name.split("__")[0] not in columns:
            raise BadRequest(f"There is no column {name.split('__')[0]} in {table}")
    conditions, params = Filters(asked).build_where_clauses(table)
    return list(conditions), dict(params)


async def everything(
    datasette: Datasette, request: Request, database: str, table: str, columns: set[str]
) -> tuple[list[str], dict[str, Any]]:
    """All that Datasette's table page would filter by: columns, search, what plugins add."""
    from datasette import filters
    from datasette.plugins import pm
    from datasette.utils import await_me_maybe

    conditions, params = where(table, pairs(request), columns)
    hooks = pm.hook.filters_from_request
    if not any(name.startswith("_") for name in request.args):
        # Datasette's own would look for a full-text index, and then find nothing to search for.
        hooks = pm.subset_hook_caller("filters_from_request", remove_plugins=[filters])
    for hook in hooks(request=request, table=table, database=database, datasette=datasette):
        made = await await_me_maybe(hook)
        if made:
            conditions.extend(made.where_clauses)
            params.update(made.params)
    return conditions, params
