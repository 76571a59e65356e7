#include <algorithm>
#include <cstdint>

#include "core/base/near_name.h"
#include "core/check/fix.h"
#include "core/check/rules.h"
#include "core/zmq/library.h"
#include "core/zmq/option_catalogue.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

namespace {

std::optional<Edit> removeOption(const CheckContext& context, const Node& node, const Socket& socket,
                                 const std::string& option)
{
    return fixSocket(context.topology(), node, socket, "Remove " + option + " of " + quoted(refOf(node, socket).text()),
                     [&](Socket& after) { after.options.erase(option); });
}

void reportUnknown(CheckContext& context, const Node& node, const Socket& socket, const std::string& option,
                   const Value& value)
{
    std::vector<std::string_view> known;
    for (const OptionInfo* info : optionsFor(socket.type))
        known.push_back(info->name);
    std::string_view typed = option;
    if (typed.starts_with("ZMQ_"))
        typed.remove_prefix(4);
    const std::string near(nearestName(typed, known));
    std::optional<Edit> edit;
    if (!near.empty() && !socket.options.contains(near))
        edit = fixSocket(context.topology(), node, socket, "Change " + option + " to " + near, [&](Socket& after) {
            after.options.erase(option);
            after.options[near] = value;
        });
    context.report("unknown-option", placeOf(node, socket),
                   quoted(refOf(node, socket).text()) + " sets " + option + ", which is no option that Zeroloom knows",
                   near.empty() ? "remove it; names are libzmq's without ZMQ_" : "did you mean " + near + "?",
                   std::move(edit));
}

void checkOne(CheckContext& context, const Node& node, const Socket& socket, const std::string& option,
              const Value& value)
{
    const OptionInfo* known = optionByName(option);
    if (!known) {
        reportUnknown(context, node, socket, option, value);
        return;
    }
    const std::string socketName = quoted(refOf(node, socket).text());
    if (const Status status = checkOption(*known, value); !status) {
        context.report("option-value", placeOf(node, socket), socketName + ": " + status.error().message,
                       "give " + option + " a value that it takes, or remove it",
                       removeOption(context, node, socket, option));
        return;
    }
    // CONFLATE has rules of its own.
    if (!known->appliesTo(socket.type) && option != "CONFLATE")
        context.report("option-ignored", placeOf(node, socket),
                       socketName + ": " + option + " does nothing on " + std::string(name(socket.type)) +
                           " and is left out",
                       "remove it", removeOption(context, node, socket, option));
}

// A time-out that is set while no heartbeat is sent.
void checkHeartbeatOff(CheckContext& context, const Node& node, const Socket& socket)
{
    for (const char* option : {"HEARTBEAT_TIMEOUT", "HEARTBEAT_TTL"}) {
        if (wholeOptionOf(socket, option).value_or(0) <= 0)
            continue;
        context.report("heartbeat-off", placeOf(node, socket),
                       quoted(refOf(node, socket).text()) + ": " + option +
                           " does nothing while HEARTBEAT_IVL is 0, because no heartbeat is sent",
                       "set HEARTBEAT_IVL, to 1000 ms for example",
                       fixSocket(context.topology(), node, socket,
                                 "Set HEARTBEAT_IVL of " + quoted(refOf(node, socket).text()),
                                 [](Socket& after) { after.options["HEARTBEAT_IVL"] = std::int64_t{1000}; }));
        return;
    }
}

std::string milliseconds(std::int64_t number) { return std::to_string(number) + " ms"; }

// The peer starts anew to wait with each heartbeat, and any traffic ends the wait. In between nothing need come, so a
// time to live that ends first drops a connection that is well (measured with libzmq 4.3.4).
void checkTimeToLive(CheckContext& context, const Node& node, const Socket& socket, std::int64_t interval)
{
    constexpr std::int64_t Step = 100; // RFC 37: in tenths of a second
    const std::int64_t ttl = wholeOptionOf(socket, "HEARTBEAT_TTL").value_or(0);
    const std::int64_t sent = ttl / Step * Step;
    if (ttl <= 0)
        return;
    const std::string socketName = quoted(refOf(node, socket).text());
    const auto set = [&](std::int64_t better) {
        return fixSocket(context.topology(), node, socket,
                         "Set HEARTBEAT_TTL of " + socketName + " to " + milliseconds(better),
                         [better](Socket& after) { after.options["HEARTBEAT_TTL"] = better; });
    };
    const std::int64_t longer = std::min<std::int64_t>((3 * interval + Step - 1) / Step * Step, 6'553'500);
    if (sent > 0 && sent <= interval) {
        context.report("heartbeat-ttl-short", placeOf(node, socket),
                       socketName + ": its peers wait " + milliseconds(sent) + " for the next heartbeat, which comes " +
                           "after " + milliseconds(interval) + ": they drop every connection that is quiet",
                       "set HEARTBEAT_TTL to several times HEARTBEAT_IVL", set(longer));
        return;
    }
    if (sent != ttl)
        context.report("heartbeat-ttl-steps", placeOf(node, socket),
                       socketName + ": HEARTBEAT_TTL is sent in tenths of a second, so that " + milliseconds(ttl) +
                           (sent == 0 ? " mean none at all" : " become " + milliseconds(sent)),
                       "set it to whole tenths of a second", set(std::max(ttl - ttl % Step + Step, longer)));
}

void checkHeartbeat(CheckContext& context, const Node& node, const Socket& socket)
{
    const std::int64_t interval = wholeOptionOf(socket, "HEARTBEAT_IVL").value_or(0);
    if (interval <= 0) {
        checkHeartbeatOff(context, node, socket);
        return;
    }
    checkTimeToLive(context, node, socket, interval);
    const std::int64_t timeout = wholeOptionOf(socket, "HEARTBEAT_TIMEOUT").value_or(0);
    if (timeout <= 0 || timeout >= interval)
        return;
    const std::string socketName = quoted(refOf(node, socket).text());
    context.report("heartbeat-timeout-short", placeOf(node, socket),
                   socketName + ": a peer that needs more than " + milliseconds(timeout) +
                       " to answer a heartbeat is dropped, though heartbeats are " + milliseconds(interval) + " apart",
                   "set HEARTBEAT_TIMEOUT to HEARTBEAT_IVL or more",
                   fixSocket(context.topology(), node, socket,
                             "Set HEARTBEAT_TIMEOUT of " + socketName + " to " + milliseconds(interval),
                             [interval](Socket& after) { after.options["HEARTBEAT_TIMEOUT"] = interval; }));
}

// With these each subscription waits until the application confirms it, and no role does.
void checkManual(CheckContext& context, const Node& node, const Socket& socket)
{
    for (const char* option : {"XPUB_MANUAL", "XPUB_MANUAL_LAST_VALUE"}) {
        if (runnerOf(node) != Runner::Zeroloom || wholeOptionOf(socket, option).value_or(0) == 0)
            continue;
        context.report("manual-subscriptions", placeOf(node, socket),
                       quoted(refOf(node, socket).text()) + ": with " + option +
                           " every subscription waits to be confirmed, which no role does, so nothing is sent",
                       "remove it", removeOption(context, node, socket, option));
    }
}

void checkInvertMatching(CheckContext& context, const WireFacts& wire)
{
    const auto inverts = [](const Socket& socket) { return wholeOptionOf(socket, "INVERT_MATCHING").value_or(0) != 0; };
    const WireEnd with = inverts(*wire.from) ? WireEnd::From : WireEnd::To;
    if (inverts(*wire.from) == inverts(*wire.to) || runnerOf(wire.node(other(with))) == Runner::Outside)
        return;
    const WireEnd without = other(with);
    context.report("invert-matching-one-end", placeOf(*wire.wire),
                   wireName(*wire.wire) + ": only " + quoted(wire.ref(with).text()) +
                       " inverts matching, so that what one end sends the other throws away",
                   "set INVERT_MATCHING at both ends",
                   fixSocket(context.topology(), wire.node(without), wire.socket(without),
                             "Set INVERT_MATCHING of " + quoted(wire.ref(without).text()),
                             [](Socket& after) { after.options["INVERT_MATCHING"] = true; }));
}

} // namespace

void checkOptions(CheckContext& context)
{
    const bool drafts = libzmqHas("draft");
    for (const Node& node : context.topology().nodes) {
        for (const Socket& socket : node.sockets) {
            if (isDraft(socket.type) && !drafts && runnerOf(node) == Runner::Zeroloom)
                context.report("draft-type", placeOf(node, socket),
                               quoted(refOf(node, socket).text()) + ": " + std::string(name(socket.type)) +
                                   " is a draft socket type, and libzmq " + libzmqVersion() +
                                   " was built without drafts here: it would end the process at its first handshake",
                               "use a stable socket type, or a libzmq that is built with drafts");
            for (const auto& [option, value] : socket.options)
                checkOne(context, node, socket, option, value);
            checkHeartbeat(context, node, socket);
            checkManual(context, node, socket);
        }
    }
    for (const WireFacts& wire : context.wires())
        checkInvertMatching(context, wire);
}

} // namespace zeroloom
