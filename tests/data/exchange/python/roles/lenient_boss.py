#!/usr/bin/env python3
"""lenient-boss: gives work to whoever asks for it.

Node 'lenient-boss' of the topology 'All \"roles\"'.
"""
import signal

import zmq


def deliver(router, message):
    """With ROUTER_MANDATORY, a peer that is gone is an error and not a message dropped in silence."""
    try:
        router.send_multipart(message)
    except zmq.ZMQError as error:
        if error.errno != zmq.EHOSTUNREACH:
            raise
        print(f"{message[0]!r} is gone")


def main():
    with zmq.Context() as context, context.socket(zmq.ROUTER) as router:
        # ROUTER puts the sender's routing id before each message, and sends to whom the first frame
        # names.
        router.setsockopt(zmq.ROUTER_MANDATORY, 1)
        router.setsockopt(zmq.LINGER, 1000)  # ms to deliver what still waits when it is closed
        # No wire leads to it: nobody will be there.

        tasks = 0
        try:
            while True:
                worker, *_ = router.recv_multipart()
                # A REQ takes an answer only behind an empty frame.
                answer = b"Work harder"
                deliver(router, [worker, b"", answer])
                tasks += 1
        finally:
            print(f"{tasks} tasks given")


def interrupt(*_):
    """SIGTERM ends the program as Ctrl-C does; a second one does not wait for sockets that linger."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except KeyboardInterrupt:
        pass
