"""Programs as the ZeroMQ guide's first chapters have them, in few lines of pyzmq: what Zeroloom's nodes must get along
with. Run as `guide_programs.py NAME JSON`, where JSON is the program's arguments; it says `ready` when its sockets are
open, and at its end what it has seen, as one line of JSON.
"""
import json
import random
import sys
import threading
import time

import zmq

context = zmq.Context()
open_sockets = []  # of the main thread


def open_socket(kind, bind=None, connect=None, subscribe=None, routing_id=None, sndhwm=1000):
    socket = context.socket(kind)
    socket.setsockopt(zmq.RECONNECT_IVL, 10)
    socket.setsockopt(zmq.LINGER, 5000)
    socket.setsockopt(zmq.SNDHWM, sndhwm)
    if routing_id:
        socket.setsockopt(zmq.ROUTING_ID, routing_id.encode())
    if subscribe is not None:
        socket.setsockopt(zmq.SUBSCRIBE, subscribe.encode())
    if bind:
        socket.bind(bind)
    if connect:
        socket.connect(connect)
    if threading.current_thread() is threading.main_thread():
        open_sockets.append(socket)
    return socket


def ready():
    print("ready", flush=True)


# --- hello world ---

def hello_client(endpoint, count):
    req = open_socket(zmq.REQ, connect=endpoint)
    ready()
    replies = []
    for _ in range(count):
        req.send(b"Hello")
        replies.append(req.recv().decode())
    return {"replies": replies}


def hello_server(endpoint, count):
    rep = open_socket(zmq.REP, bind=endpoint)
    ready()
    requests = []
    for _ in range(count):
        requests.append(rep.recv().decode())
        rep.send(b"World")
    return {"requests": requests}


# --- ventilator, worker, sink, and the signal that ends them ---

def task_ventilator(out, sink, tasks):
    sender = open_socket(zmq.PUSH, bind=out)
    start = open_socket(zmq.PUSH, connect=sink)
    ready()
    start.send(b"0")
    cost = 0
    for _ in range(tasks):
        cost += (workload := random.randint(1, 20))
        sender.send_string(str(workload))
        time.sleep(0.005)  # so that no worker takes all before the others are there
    return {"cost": cost}


def task_worker(tasks, results, control):
    receiver = open_socket(zmq.PULL, connect=tasks)
    sender = open_socket(zmq.PUSH, connect=results)
    controller = open_socket(zmq.SUB, connect=control, subscribe="")
    poller = zmq.Poller()
    poller.register(receiver, zmq.POLLIN)
    poller.register(controller, zmq.POLLIN)
    ready()
    done, signal = 0, None
    while signal is None:
        sockets = dict(poller.poll())
        if receiver in sockets:
            time.sleep(int(receiver.recv()) * 0.001)
            sender.send(b"")
            done += 1
        if controller in sockets:
            signal = controller.recv().decode()
    return {"done": done, "signal": signal}


def task_sink(endpoint, control, results, workers):
    receiver = open_socket(zmq.PULL, bind=endpoint)
    controller = open_socket(zmq.XPUB, bind=control)  # a PUB that knows when all who are to hear it listen
    controller.setsockopt(zmq.XPUB_VERBOSE, 1)
    ready()
    marker = receiver.recv().decode()
    start = time.monotonic()
    texts = [receiver.recv().decode() for _ in range(results)]
    elapsed = time.monotonic() - start
    for _ in range(workers):
        controller.recv()
    controller.send(b"KILL")
    return {"marker": marker, "results": texts, "elapsed": elapsed}


# --- node coordination ---

def sync_publisher(publisher, sync, subscribers, count):
    pub = open_socket(zmq.PUB, bind=publisher, sndhwm=1100000)
    rep = open_socket(zmq.REP, bind=sync)
    ready()
    requests = []
    while len(requests) < subscribers:
        requests.append(rep.recv().decode())
        rep.send(b"")
    for _ in range(count):
        pub.send(b"Rhubarb")
    pub.send(b"END")
    return {"requests": requests}


def sync_subscriber(publisher, sync):
    sub = open_socket(zmq.SUB, connect=publisher, subscribe="")
    ready()
    time.sleep(0.5)  # as the guide has it: until the subscription has got there
    req = open_socket(zmq.REQ, connect=sync)
    req.send(b"")
    answer = req.recv().decode()
    updates = 0
    while sub.recv() != b"END":
        updates += 1
    return {"answer": answer, "updates": updates}


# --- ROUTER to REQ, ROUTER to DEALER ---

def boss(endpoint, workers, seconds):
    broker = open_socket(zmq.ROUTER, bind=endpoint)
    ready()
    given, fired, words = {}, 0, set()
    end = time.monotonic() + seconds
    while fired < workers:
        address, empty, word = broker.recv_multipart()
        words.add((empty + b"|" + word).decode())
        if time.monotonic() < end:
            broker.send_multipart([address, b"", b"Work harder"])
            given[address.hex()] = given.get(address.hex(), 0) + 1
        else:
            broker.send_multipart([address, b"", b"Fired!"])
            fired += 1
    return {"given": sorted(given.values()), "words": sorted(words)}


def req_worker(endpoint, routing_id):
    worker = open_socket(zmq.REQ, connect=endpoint, routing_id=routing_id)
    ready()
    total = 0
    while True:
        worker.send(b"Hi Boss")
        if worker.recv() == b"Fired!":
            return {"total": total}
        total += 1
        time.sleep(0.001 * random.randint(1, 20))


def dealer_worker(endpoint, routing_id):
    worker = open_socket(zmq.DEALER, connect=endpoint, routing_id=routing_id)
    ready()
    total = 0
    while True:
        worker.send(b"", zmq.SNDMORE)
        worker.send(b"Hi Boss")
        worker.recv()  # the empty frame
        if worker.recv() == b"Fired!":
            return {"total": total}
        total += 1
        time.sleep(0.001 * random.randint(1, 20))


# --- asynchronous client and server ---

def async_client(endpoint, routing_id, requests, replies):
    """Sends its requests without waiting, and ends when it has so many replies."""
    dealer = open_socket(zmq.DEALER, connect=endpoint, routing_id=routing_id)
    ready()
    sent, heard = 0, []
    while len(heard) < replies:
        if sent < requests:
            sent += 1
            dealer.send_string(f"request #{sent} of {routing_id}")
        while dealer.poll(5):
            heard.append([frame.decode() for frame in dealer.recv_multipart()])
    return {"replies": heard}


def async_server(endpoint, requests, workers):
    """Ends when so many requests have been answered."""
    frontend = open_socket(zmq.ROUTER, bind=endpoint)
    backend = open_socket(zmq.DEALER, bind="inproc://backend")
    done = open_socket(zmq.PULL, bind="inproc://done")

    def work():
        worker = open_socket(zmq.DEALER, connect="inproc://backend")
        tell = open_socket(zmq.PUSH, connect="inproc://done")
        while (request := worker.recv_multipart()) != [b"end"]:
            address, text = request  # a frame more or less is an error
            replies = random.randint(0, 4)
            for _ in range(replies):
                time.sleep(random.uniform(0, 0.01))
                worker.send_multipart([address, text])
            tell.send_json([address.decode(), text.decode(), replies])
        worker.close()
        tell.close()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    poller = zmq.Poller()
    for socket in (frontend, backend, done):
        poller.register(socket, zmq.POLLIN)
    ready()
    taken, answered = 0, []
    while len(answered) < requests:
        sockets = dict(poller.poll())
        if backend in sockets:
            frontend.send_multipart(backend.recv_multipart())
        elif done in sockets:
            answered.append(done.recv_json())
        elif frontend in sockets:
            request = frontend.recv_multipart()
            if (taken := taken + 1) <= requests:
                backend.send_multipart(request)
    while backend.poll(200):
        frontend.send_multipart(backend.recv_multipart())
    for _ in range(workers):
        backend.send(b"end")
    for thread in threads:
        thread.join()
    return {"answered": answered}


if __name__ == "__main__":
    told = globals()[sys.argv[1]](**json.loads(sys.argv[2]))
    for sent in open_sockets:  # delivered, before anybody is told that this is the end
        sent.close()
    context.term()
    print(json.dumps(told), flush=True)
