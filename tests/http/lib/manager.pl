# A service manager in small: holds listening sockets, hands them over to each process it starts (sd_listen_fds(3)), and hears
# what that says (sd_notify(3)).  perl manager.pl FOLDER NAMES PROGRAM ARGS...   NAMES: "http" or "http:https"
# Reads "start", "stop" and "end" from standard input; says "port N" for each socket, "said STATE" and "ended CODE".
use strict;
use warnings;
use Socket;
use POSIX ();
use Fcntl;

my ($folder, $names, @command) = @ARGV;
$| = 1;
$^F = 20; # the sockets stay open over exec

my @sockets;
for (split /:/, $names) {
    socket(my $socket, PF_INET, SOCK_STREAM, 0) or die "socket: $!";
    bind($socket, sockaddr_in(0, INADDR_LOOPBACK)) or die "bind: $!";
    listen($socket, 128) or die "listen: $!";
    print "port ", (sockaddr_in(getsockname $socket))[0], "\n";
    push @sockets, $socket;
}
socket(my $heard, PF_UNIX, SOCK_DGRAM, 0) or die "socket: $!";
bind($heard, sockaddr_un("$folder/notify")) or die "bind: $!";
fcntl($heard, F_SETFD, FD_CLOEXEC);

sub start {
    my $pid = fork // die "fork: $!";
    return $pid if $pid;
    # Out of the way first: one of them may stand where another has to go.
    my @fds = map { fcntl($_, F_DUPFD, 30) } @sockets;
    POSIX::dup2($fds[$_], 3 + $_) for 0 .. $#fds;
    POSIX::close($_) for @fds;
    open(STDIN, '<', '/dev/null');
    @ENV{qw(LISTEN_PID LISTEN_FDS LISTEN_FDNAMES NOTIFY_SOCKET WATCHDOG_USEC)} =
      ($$, scalar @sockets, $names, "$folder/notify", 200_000);
    exec @command;
    POSIX::_exit(127);
}

sub hear {
    while (defined recv($heard, my $said, 4096, MSG_DONTWAIT)) {
        print "said $said\n";
    }
}

my $pid;
while (1) {
    my $ready = '';
    vec($ready, fileno($_), 1) = 1 for *STDIN, $heard;
    select($ready, undef, undef, undef) // next;
    hear();
    next unless vec($ready, fileno(STDIN), 1);
    sysread(STDIN, my $line, 64) or last;
    $pid = start() if $line =~ /start/;
    next unless $line =~ /stop|end/;
    kill 'TERM', $pid;
    waitpid $pid, 0;
    my $code = $? >> 8;
    hear(); # its last words
    print "ended $code\n";
    last if $line =~ /end/;
}
