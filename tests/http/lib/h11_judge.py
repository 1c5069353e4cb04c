# What Python's h11 makes of the frames that wire_probe reads: a line of JSON each, in the same form. Not for anything else.
import json
import struct
import sys

import h11

HEAD_MAX = 64 * 1024


def read_requests(data):
    """One connection: the requests that h11 reads, each answered so that it goes on, until it ends or refuses."""
    conn = h11.Connection(h11.SERVER, max_incomplete_event_size=HEAD_MAX)
    conn.receive_data(data)
    requests = []
    try:
        while True:
            event = conn.next_event()
            if isinstance(event, h11.Request):
                request = {
                    "method": event.method.decode("latin1"),
                    "minor": 1 if event.http_version == b"1.1" else 0,
                    "target": event.target.decode("latin1"),
                    "fields": [[name.decode("latin1"), value.decode("latin1")] for name, value in event.headers],
                    "body": "",
                }
            elif isinstance(event, h11.Data):
                request["body"] += bytes(event.data).hex()
            elif isinstance(event, h11.EndOfMessage):
                requests.append(request)
                conn.send(h11.Response(status_code=204, headers=[]))
                conn.send(h11.EndOfMessage())
                if conn.our_state is h11.MUST_CLOSE:
                    return requests, 0
                conn.start_next_cycle()
            else:  # NEED_DATA, PAUSED, ConnectionClosed
                return requests, 0
    except h11.RemoteProtocolError as error:
        return requests, str(error)


def main():
    source = sys.stdin.buffer
    while size := source.read(4):
        requests, refused = read_requests(source.read(struct.unpack("<I", size)[0]))
        print(json.dumps({"requests": requests, "refused": refused}))


main()
