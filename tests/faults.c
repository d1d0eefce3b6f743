/* Faults of the medium, for tests: loaded before the C library (LD_PRELOAD), it lets one call on the
   files of an archive fail, or ends the process in it, as a power cut does. See faults.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, READ = 4 };
enum { NOTHING, IO_ERROR, FULL, KILL, TORN };

static char watched[4096];
static int calls, fault, lasting;
static long left = -1, seen;

/* From now on let the at-th call (from 1) of some kinds on files named `name`... go wrong. */
void faults_arm(const char *name, int which, int how, long at, int forever) {
  snprintf(watched, sizeof watched, "%s", name);
  calls = which, fault = how, left = at, lasting = forever, seen = 0;
}

long faults_seen(void) { return seen; }

static int goes_wrong(int fd, int which) {
  char link[64], path[4096];
  if (left < 0 || !(calls & which)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = readlink(link, path, sizeof path - 1);
  if (size < 0) return 0;
  path[size] = 0;
  if (strncmp(path, watched, strlen(watched))) return 0;
  seen++;
  if (left == 0 || (seen != left && !(lasting && seen > left))) return 0;
  if (fault == KILL) kill(getpid(), SIGKILL);
  errno = fault == FULL ? ENOSPC : EIO;
  return fault != NOTHING;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *data, size_t size) {
  if (!goes_wrong(fd, WRITE)) return REAL(write)(fd, data, size);
  if (fault == TORN) REAL(write)(fd, data, size / 2), kill(getpid(), SIGKILL);
  return -1;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
  if (!goes_wrong(fd, WRITE)) return REAL(pwrite)(fd, data, size, at);
  if (fault == TORN) REAL(pwrite)(fd, data, size / 2, at), kill(getpid(), SIGKILL);
  return -1;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
  if (!goes_wrong(fd, WRITE)) return REAL(pwrite64)(fd, data, size, at);
  if (fault == TORN) REAL(pwrite64)(fd, data, size / 2, at), kill(getpid(), SIGKILL);
  return -1;
}

int ftruncate(int fd, off_t size) { return goes_wrong(fd, WRITE) ? -1 : REAL(ftruncate)(fd, size); }
int ftruncate64(int fd, off64_t size) {
  return goes_wrong(fd, WRITE) ? -1 : REAL(ftruncate64)(fd, size);
}
int fsync(int fd) { return goes_wrong(fd, SYNC) ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return goes_wrong(fd, SYNC) ? -1 : REAL(fdatasync)(fd); }
ssize_t read(int fd, void *data, size_t size) {
  return goes_wrong(fd, READ) ? -1 : REAL(read)(fd, data, size);
}
ssize_t pread(int fd, void *data, size_t size, off_t at) {
  return goes_wrong(fd, READ) ? -1 : REAL(pread)(fd, data, size, at);
}
ssize_t pread64(int fd, void *data, size_t size, off64_t at) {
  return goes_wrong(fd, READ) ? -1 : REAL(pread64)(fd, data, size, at);
}
