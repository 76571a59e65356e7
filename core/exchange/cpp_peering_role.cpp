// The broker that shares requests between its own workers and those of its peers.
#include <algorithm>
#include <string_view>

#include "core/exchange/cpp_broker_parts.h"
#include "core/exchange/cpp_sockets.h"

namespace zeroloom {

namespace {

constexpr std::string_view SendToPeer = R"(
// False when the peer is not there, or has no room: ROUTER_MANDATORY makes that an error and not a message dropped in
// silence. The request stays as it was then.
bool sendToPeer(zmq::socket_t& socket, const std::string& peer, std::vector<zmq::message_t>& request)
{
    request.emplace(request.begin(), peer.data(), peer.size());
    try {
        if (interrupt::retried(
                [&] { return zmq::send_multipart(socket, request, zmq::send_flags::dontwait).has_value(); })) {
            request.clear();
            return true;
        }
    } catch (const zmq::error_t& error) {
        if (error.num() != EHOSTUNREACH)
            throw;
    }
    request.erase(request.begin());
    return false;
}

)";

constexpr std::string_view CapacityDefinition = R"(
using Capacity = std::map<std::string, int>; // how many workers are free at each peer, as it told
constexpr std::size_t MostPeers = 1000;

[cloud]// One of those that have a free worker, by chance; empty: there is none.
[cloud]template <typename Generator>
[cloud]std::string somePeer(const Capacity& capacity, Generator& generator)
[cloud]{
[cloud]    std::vector<std::string> able;
[cloud]    for (const auto& [peer, number] : capacity) {
[cloud]        if (number > 0)
[cloud]            able.push_back(peer);
[cloud]    }
[cloud]    if (able.empty())
[cloud]        return {};
[cloud]    return able[std::uniform_int_distribution<std::size_t>{0, able.size() - 1}(generator)];
[cloud]}
[cloud]
// A state is a name and a number. What is none is not believed.
void hearState(const std::vector<zmq::message_t>& frames, Capacity& capacity)
{
    if (frames.size() != 2 || frames[0].size() == 0 || frames[0].to_string_view() == Name)
        return;
    const std::string_view text = frames[1].to_string_view();
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0 || number > 1'000'000)
        return;
    const std::string peer = frames[0].to_string();
    if (capacity.size() < MostPeers || capacity.count(peer) != 0)
        capacity[peer] = number;
}

)";

constexpr std::string_view PeeringStart = R"(
std::vector<zmq::message_t> frames;
[local]std::deque<std::string> waiting; // workers; who has waited longest is first
[local]std::uint64_t local = 0;
[cloud]std::uint64_t toCloud = 0;
[cloud,state]std::set<std::string> peers; // whose requests came
[cloud,!state]std::set<std::string> peers(Peers.begin(), Peers.end());
[cloud]std::vector<zmq::message_t> held; // an own client's request, until somebody has taken it
[state]Capacity capacity;
[state,local]std::optional<std::size_t> told; // how many workers are free
[state]auto due = Clock::now();
[state]const auto tell = [&](std::size_t number) {
[state]    const std::string text = std::to_string(number);
[state]    interrupt::send($statebe$, std::array{zmq::buffer(Name), zmq::buffer(text)});
[state]    due = Clock::now() + Period;
[state]};
[state,!local]std::uniform_int_distribution<std::size_t> anyNumber{0, 9};
[cloud,!state]std::uniform_real_distribution<double> percent{0, 100};

)";

constexpr std::string_view LoopStart = R"(
while (!interrupt::requested) {
[state,!local]    if (Clock::now() >= due)
[state,!local]        tell(anyNumber(generator));
[local]    // A request is taken only when it has somewhere to go; until then the clients feel it.
[local]    const short forWorkers = waiting.empty() ? 0 : ZMQ_POLLIN;
[cloud,state]    const bool goes = forWorkers != 0 || !somePeer(capacity, generator).empty();
[cloud,state]    const short forAnybody = goes && held.empty() ? ZMQ_POLLIN : 0;
    std::array items{
[state]        zmq::pollitem_t{$statefe$.handle(), 0, ZMQ_POLLIN, 0},
[monitor]        zmq::pollitem_t{$monitor$.handle(), 0, ZMQ_POLLIN, 0},
[local]        zmq::pollitem_t{$localbe$.handle(), 0, ZMQ_POLLIN, 0},
[cloud]        zmq::pollitem_t{$cloudbe$.handle(), 0, ZMQ_POLLIN, 0},
[cloud]        zmq::pollitem_t{$cloudfe$.handle(), 0, forWorkers, 0},
[cloud,state]        zmq::pollitem_t{$localfe$.handle(), 0, forAnybody, 0},
[local,cloud,!state]        zmq::pollitem_t{$localfe$.handle(), 0, forWorkers, 0},
[local,!cloud]        zmq::pollitem_t{$localfe$.handle(), 0, forWorkers, 0},
    };
[cloud,state]    interrupt::poll(items, goes && !held.empty() ? Clock::now() : due);
[!cloud,state]    interrupt::poll(items, due);
[!state]    interrupt::poll(items);
[state]    if (interrupt::tryReceive($statefe$, frames))
[state]        hearState(frames, capacity);
[monitor]    if (interrupt::tryReceive($monitor$, frames)) {
[monitor]        std::string said = frames.back().to_string();
[monitor]        std::replace_if(said.begin(), said.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
[monitor]        std::cout << "$name$: " + said + "\n" << std::flush;
[monitor]    }
)";

constexpr std::string_view ReplyToEither = R"(
// To a peer whose client asked, or to a client of one's own.
const bool toPeer = peers.count(frames.front().to_string()) != 0;
interrupt::send(toPeer ? $cloudfe$ : $localfe$, frames);
)";

constexpr std::string_view TakeFromCloud = R"(
// Of the peer that replies nothing is kept but the reply: it can only be for a client of one's own.
if (interrupt::tryReceive($cloudbe$, frames) && frames.size() > 2) {
    frames.erase(frames.begin());
    interrupt::send($localfe$, frames);
}
)";

constexpr std::string_view TakePeersRequest = R"(
if (!waiting.empty() && interrupt::tryReceive($cloudfe$, frames)) {
    peers.insert(frames.front().to_string()); // its name leads the reply back
    address(frames, waiting.front());
    waiting.pop_front();
    interrupt::send($localbe$, frames);
}
)";

constexpr std::string_view ClientsRequestByState = R"(
// The own clients come first; what finds no worker here goes to a peer that has one.
const std::string peer = waiting.empty() ? somePeer(capacity, generator) : "";
if ((!waiting.empty() || !peer.empty()) && (!held.empty() || interrupt::tryReceive($localfe$, held))) {
    if (!waiting.empty()) {
        address(held, waiting.front());
        waiting.pop_front();
        interrupt::send($localbe$, held);
        held.clear();
        ++local;
    } else if (sendToPeer($cloudbe$, peer, held)) {
        --capacity[peer]; // until it tells again
        ++toCloud;
    } else {
        capacity[peer] = 0;
    }
}
)";

constexpr std::string_view ClientsRequestByShare = R"(
if (!waiting.empty() && interrupt::tryReceive($localfe$, held)) {
    const bool away = !Peers.empty() && percent(generator) < Share;
    std::string peer;
    if (away)
        peer = Peers[std::uniform_int_distribution<std::size_t>{0, Peers.size() - 1}(generator)];
    if (away && sendToPeer($cloudbe$, peer, held)) {
        ++toCloud;
    } else {
        address(held, waiting.front());
        waiting.pop_front();
        interrupt::send($localbe$, held);
        ++local;
    }
}
)";

constexpr std::string_view ClientsRequest = R"(
if (!waiting.empty() && interrupt::tryReceive($localfe$, frames)) {
    address(frames, waiting.front());
    waiting.pop_front();
    interrupt::send($localbe$, frames);
    ++local;
}
)";

constexpr std::string_view TellState = R"(
if (told != waiting.size() || Clock::now() >= due) {
    told = waiting.size();
    tell(waiting.size());
}
)";

constexpr std::string_view PeeringEnd = R"(
}
[state]for (const auto& [peer, number] : capacity)
[state]    std::cout << "$name$: " << shown(peer) << " told " << number << " last\n" << std::flush;
[local,cloud]std::cout << "$name$: " << local << " requests for the own workers, " << toCloud << " to the cloud\n"
[local,cloud]          << std::flush;
[local,!cloud]std::cout << "$name$: " << local << " requests for the own workers\n" << std::flush;
)";

// Constants and functions, in the order in which they need each other.
void addDefinitions(const CppParameters& parameters, const TemplateValues& values, CppProgramText& text)
{
    const bool local = values.flags.contains("local"), cloud = values.flags.contains("cloud");
    const bool state = values.flags.contains("state");
    if (state) {
        text.includes.insert({"<array>", "<charconv>", "<chrono>", "<map>", "<optional>", "<string_view>", "<system_error>"});
        text.constants += cppConstant("std::string_view", "Name", cppView(parameters.values().text("name")),
                                      "by which the peers know it") +
                          parameters.time("period", "Period", "between two states at most");
        text.definitions += fillTemplate(CapacityDefinition, values);
    }
    if (cloud && !state) {
        std::string names;
        std::size_t number = 0;
        for (const std::string& peer : parameters.values().list("peers")) {
            if (peer == parameters.values().text("name"))
                continue;
            names += (names.empty() ? "" : ", ") + cppView(peer);
            ++number;
        }
        text.includes.insert("<string_view>");
        text.constants += "constexpr std::array<std::string_view, " + std::to_string(number) + "> Peers{" + names +
                          "};\n" +
                          cppConstant("double", "Share", toText(Value(parameters.values().real("share"))),
                                      "% of the own clients' requests that go to a peer");
    }
    if (cloud) {
        text.includes.insert("<set>");
        text.definitions += fillTemplate(SendToPeer, {});
    }
    if (local)
        cppAddWorkerFunctions(text);
    else if (state)
        cppAddShown(text);
}

// What moves in a round: replies first, so that there are workers for the requests.
std::string round(const NodeProgram& program, const TemplateValues& values)
{
    const bool cloud = values.flags.contains("cloud"), state = values.flags.contains("state");
    const std::string deliver = fillTemplate(cloud ? ReplyToEither : "interrupt::send($localfe$, frames);\n", values);
    std::string text = cppTakeFromWorker(program, values.texts.at("localbe"), deliver);
    if (!cloud)
        return text + fillTemplate(ClientsRequest, values) + (state ? fillTemplate(TellState, values) : "");
    text += fillTemplate(TakeFromCloud, values);
    if (state)
        return text + fillTemplate(ClientsRequestByState, values) + fillTemplate(TakePeersRequest, values) +
               fillTemplate(TellState, values);
    return text + "// The peers' clients come first, and are never passed on.\n" +
           fillTemplate(TakePeersRequest, values) + fillTemplate(ClientsRequestByShare, values);
}

std::string openedForPeers(const ProgramSocket& socket, const NodeProgram& program)
{
    CppSocketChoices choices{.variable = socket.name, .routingId = {}, .roleLines = {}};
    if (socket.id.text() == "cloudbe" && !socket.options.contains("ROUTER_MANDATORY"))
        choices.roleLines.push_back(socket.name +
                                    ".set(zmq::sockopt::router_mandatory, true); // who is not there is no "
                                    "place for a request");
    return cppSocketLines(socket, program, choices) + "\n";
}

} // namespace

CppProgramText cppPeeringBroker(const NodeProgram& program)
{
    const CppParameters parameters(program);
    CppProgramText text;
    text.includes = {"<algorithm>", "<array>", "<cstddef>", "<cstdint>", "<iostream>", "<string>", "<vector>"};
    TemplateValues values{{{"name", program.name}}, {}};
    for (const ProgramSocket& socket : program.sockets) {
        values.texts[socket.id.text()] = socket.name;
        text.main += openedForPeers(socket, program);
    }
    const auto has = [&](std::string_view id) { return program.socket(id) != nullptr; };
    const bool local = has("localfe"), cloud = has("cloudfe"), state = has("statebe");
    setIf(values, "local", local);
    setIf(values, "cloud", cloud);
    setIf(values, "state", state);
    setIf(values, "monitor", has("monitor"));
    if (!local && !state && !has("monitor")) {
        text.main += "interrupt::sleepUntil(interrupt::Never); // it has no sockets\n";
        return text;
    }
    addDefinitions(parameters, values, text);
    if (cloud || (state && !local))
        text.main += cppGenerator(parameters, text);
    text.main += fillTemplate(PeeringStart, values) + fillTemplate(LoopStart, values) +
                 (local ? indented(round(program, values)) : "") + fillTemplate(PeeringEnd, values);
    return text;
}

} // namespace zeroloom
