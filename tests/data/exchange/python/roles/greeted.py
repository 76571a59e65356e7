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
        on_signal(signal.default_int_handler)

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


def on_signal(action):
    """No exception may fall into the making of a socket: the context would wait for it for ever."""
    signal.signal(signal.SIGINT, action)
    signal.signal(signal.SIGTERM, action)


if __name__ == "__main__":
    on_signal(signal.SIG_DFL)
    try:
        main()
    except KeyboardInterrupt:
        pass
