"""A peer that Zeroloom does not run: one pyzmq socket on a thread of its own, which counts what it sends and receives.

Each behaviour is a class; `sent` and `received` are messages, and may be read after `join`.
"""
import os
import struct
import threading
import time

import zmq

TICK = 20  # milliseconds; how soon a peer notices that it shall end
MESSAGES = 40  # what each peer sends that is not asked for more


def sequence_number(payload):
    """Which of its sender's messages this is, from 1: the stamp of a generated payload says it."""
    return struct.unpack_from("=Q", payload, 24)[0]


def tag(number):
    return b"outside-%d" % number


class OutsidePeer(threading.Thread):
    """Binds or connects at once, so that `endpoint` can be told to Zeroloom; acts when it is started."""

    def __init__(self, context, socket_type, endpoint, binds, options=()):
        super().__init__(daemon=True)
        self.sent = 0
        self.received = 0
        self.error = None
        self.messages = []
        self._ending = threading.Event()
        self.socket = context.socket(getattr(zmq, socket_type))
        self.socket.linger = 0
        self.socket.setsockopt(zmq.RECONNECT_IVL, 10)
        for option, value in options:
            self.socket.setsockopt(option, value)
        if socket_type == "SUB":
            self.socket.setsockopt(zmq.SUBSCRIBE, b"")
        if binds:
            self.socket.bind(endpoint)
            endpoint = self.socket.getsockopt(zmq.LAST_ENDPOINT).rstrip(b"\0").decode()
        else:
            self.socket.connect(endpoint)
        self.endpoint = endpoint

    def end(self):
        self._ending.set()

    def run(self):
        try:
            self.act()
        except Exception as error:  # a thread's failure must reach the test
            self.error = error
        finally:
            self.socket.close()

    def act(self):
        raise NotImplementedError

    def going_on(self):
        return not self._ending.is_set()

    def receive(self):
        """One message, or None when nothing came before the next tick."""
        if not self.socket.poll(TICK):
            return None
        frames = self.socket.recv_multipart()
        self.received += 1
        self.messages.append(frames)
        return frames

    def offer(self, frames):
        """Sends; False when it should be tried again."""
        if not self.socket.poll(TICK, zmq.POLLOUT):
            return False
        try:
            self.socket.send_multipart(frames, zmq.DONTWAIT)
        except zmq.Again:
            return False
        except zmq.ZMQError as error:  # a mandatory ROUTER does not know its peer yet
            if error.errno != zmq.EHOSTUNREACH:
                raise
            time.sleep(TICK / 1000)
            return False
        self.sent += 1
        return True


class Receiver(OutsidePeer):
    """Takes everything: PULL, SUB, XSUB, DEALER, PAIR, ROUTER."""

    def act(self):
        if self.socket.type == zmq.XSUB:
            self.socket.send(b"\x01")
        while self.going_on():
            self.receive()
        while self.receive():  # what was under way when Zeroloom ended
            pass


class Sender(OutsidePeer):
    """Sends MESSAGES: PUSH, DEALER, PAIR, and ROUTER to the peer of the name `to`."""

    to = None

    def act(self):
        prefix = [self.to] if self.to else []
        while self.going_on() and self.sent < MESSAGES:
            self.offer(prefix + [tag(self.sent)])
        while self.going_on():  # closing now would throw away what has not left yet
            self.receive()


class Talker(Sender):
    """Sends MESSAGES and takes everything: PAIR, DEALER."""

    def act(self):
        while self.going_on():
            if self.sent < MESSAGES:
                self.offer([tag(self.sent)])
            self.receive()


class SubscribedPublisher(OutsidePeer):
    """An XPUB that sends MESSAGES from when it has received a subscription."""

    def act(self):
        while self.going_on() and not self.receive():
            pass
        while self.going_on() and self.sent < MESSAGES:
            self.offer([tag(self.sent)])
        while self.going_on():
            self.receive()


class Publisher(OutsidePeer):
    """A PUB: it cannot know when it has a subscriber, so it publishes until `heard` says that a message has come
    through, and then MESSAGES more."""

    heard = staticmethod(lambda: False)

    def act(self):
        while self.going_on() and not self.heard():
            self.offer([tag(self.sent)])
            time.sleep(TICK / 1000)
        last = self.sent + MESSAGES
        while self.going_on() and self.sent < last:
            self.offer([tag(self.sent)])
        while self.going_on():
            time.sleep(TICK / 1000)


class Requester(OutsidePeer):
    """A REQ, or with `envelope` a DEALER or a ROUTER, that makes MESSAGES requests one after another and checks that
    each reply is what it asked."""

    envelope = []

    def act(self):
        while self.going_on() and self.sent < MESSAGES:
            request = self.envelope + [tag(self.sent)]
            if not self.offer(request):
                continue
            reply = None
            while self.going_on() and reply is None:
                reply = self.receive()
            if reply is not None and reply != request:
                raise AssertionError(f"asked {request}, was answered {reply}")
        while self.going_on():
            self.receive()


class Replier(OutsidePeer):
    """A REP or ROUTER that sends back what it received."""

    def act(self):
        while self.going_on():
            request = self.receive()
            while request is not None and self.going_on() and not self.offer(request):
                pass


_given_ports = set()


def free_tcp_endpoint():
    """Of a port that was free a moment ago and was not given before. It lies below the range from which the system takes
    the ports of outgoing connections, so that none of those can slip in before it is bound."""
    import random
    import socket

    while True:
        port = random.randrange(15000, 32000)
        if port in _given_ports:
            continue
        _given_ports.add(port)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return "tcp://127.0.0.1:%d" % port


def ipc_endpoint(folder, name):
    return "ipc://" + os.path.join(folder, name)
