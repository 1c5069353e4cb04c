/* Times a start from exec. Prints milliseconds.
 * Use: start answer PROGRAM ARGS...   until a server that logs its "port" has answered GET /api/agenda; then ends it
 *      start run PROGRAM ARGS...      until the program has ended */
#include "tests/bench/bench.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t launch(char **argv, int *out_log)
{
	int ends[2];
	pid_t pid;
	posix_spawn_file_actions_t actions;
	bench_need(pipe2(ends, O_CLOEXEC) == 0, "pipe2");
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
	bench_need(posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ) == 0, argv[0]);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	*out_log = ends[0];
	return pid;
}

/* Reads the log until it names the port. */
static unsigned port_of(int log)
{
	char text[8192];
	size_t len = 0;
	const char *at = NULL;
	while (!at || !strchr(at, '\n')) {
		ssize_t n = read(log, text + len, sizeof text - 1 - len);
		bench_need(n > 0, "the server ended before it listened");
		len += (size_t)n;
		text[len] = '\0';
		at = strstr(text, "\"port\":\"");
	}
	return (unsigned)atoi(at + 8);
}

static void get(unsigned port)
{
	static const char REQUEST[] = "GET /api/agenda HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
	char answer[16];
	struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)
	};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bench_need(fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0, "connect");
	bench_need(send(fd, REQUEST, sizeof REQUEST - 1, 0) == (ssize_t)sizeof REQUEST - 1, "send");
	bench_need(recv(fd, answer, sizeof answer, MSG_WAITALL) == (ssize_t)sizeof answer, "recv");
	bench_need(memcmp(answer, "HTTP/1.1 200", 12) == 0, "the first answer is no 200");
	close(fd);
}

int main(int argc, char **argv)
{
	int log, status;
	bench_need(argc > 2, "start answer|run PROGRAM ARGS...");
	int is_server = strcmp(argv[1], "answer") == 0;
	int64_t from = bench_now();
	pid_t pid = launch(argv + 2, &log);
	if (is_server)
		get(port_of(log));
	else
		bench_need(waitpid(pid, &status, 0) == pid && status == 0, argv[2]);
	printf("%.3f\n", (double)(bench_now() - from) / 1e6);
	if (is_server) {
		kill(pid, SIGTERM);
		waitpid(pid, &status, 0);
	}
	close(log);
	return 0;
}
