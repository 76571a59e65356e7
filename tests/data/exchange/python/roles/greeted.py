#!/usr/bin/env python3
"""greeted: answers every request.

Node 'greeted' of the topology 'All \"roles\"'.
"""
import signal

import zmq

TEXT = b"World"  # the reply to every request
ENDPOINT = "tcp://127.0.0.1:5578"


def reply_to(request):
    """TEXT behind the envelope, which ends with the empty frame of a REQ, or is all but the request itself."""
    end = request.index(b"") + 1 if b"" in request[:-1] else -1
    return [*request[:end], TEXT]


def main():
    with zmq.Context() as context, context.socket(zmq.ROUTER) as router:
        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        router.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # It binds: those who ask come and go, and need to know only this place.
        router.bind(ENDPOINT)

        answered = 0
        try:
            while True:
                request = router.recv_multipart()
                router.send_multipart(reply_to(request))
                answered += 1
        finally:
            print(f"{answered} requests answered")


def interrupt(*_):
    """SIGTERM ends the program as Ctrl-C does; a second one does not wait for sockets that linger."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        pass
