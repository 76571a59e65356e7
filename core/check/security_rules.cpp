#include "core/check/rules.h"

namespace zeroloom {

namespace {

enum class Mechanism { Null, Plain, Curve };

struct Security {
    Mechanism mechanism = Mechanism::Null;
    bool server = false;
};

bool setsText(const Socket& socket, const std::string& option)
{
    const Value* value = optionOf(socket, option);
    const auto* text = value ? std::get_if<std::string>(value) : nullptr;
    return text && !text->empty();
}

Security securityOf(const Socket& socket)
{
    if (wholeOptionOf(socket, "CURVE_SERVER").value_or(0) != 0)
        return {Mechanism::Curve, true};
    if (setsText(socket, "CURVE_SERVERKEY"))
        return {Mechanism::Curve, false};
    if (wholeOptionOf(socket, "PLAIN_SERVER").value_or(0) != 0)
        return {Mechanism::Plain, true};
    if (setsText(socket, "PLAIN_USERNAME"))
        return {Mechanism::Plain, false};
    return {};
}

std::string inWords(const Security& security)
{
    switch (security.mechanism) {
    case Mechanism::Null:
        return "no security";
    case Mechanism::Plain:
        return security.server ? "PLAIN as server" : "PLAIN as client";
    case Mechanism::Curve:
        break;
    }
    return security.server ? "CURVE as server" : "CURVE as client";
}

void checkWire(CheckContext& context, const WireFacts& facts)
{
    // What someone else's program does is not written here, and inproc knows no handshake.
    if (runnerOf(*facts.fromNode) != Runner::Zeroloom || runnerOf(*facts.toNode) != Runner::Zeroloom)
        return;
    if (facts.parsed && facts.parsed->transport == Transport::Inproc)
        return;
    const Security from = securityOf(*facts.from);
    const Security to = securityOf(*facts.to);
    if (from.mechanism == to.mechanism && (from.mechanism == Mechanism::Null || from.server != to.server))
        return;
    context.report("security-mismatch", placeOf(*facts.wire),
                   wireName(*facts.wire) + ": " + quoted(facts.wire->from.text()) + " uses " + inWords(from) + " and " +
                       quoted(facts.wire->to.text()) + " " + inWords(to) + ", so the handshake fails",
                   "use the same mechanism at both ends, one of them as server");
}

void checkKeys(CheckContext& context, const Node& node, const Socket& socket)
{
    const Security security = securityOf(socket);
    if (security.mechanism != Mechanism::Curve)
        return;
    std::string missing;
    if (!setsText(socket, "CURVE_SECRETKEY"))
        missing = "CURVE_SECRETKEY";
    else if (!security.server && !setsText(socket, "CURVE_PUBLICKEY"))
        missing = "CURVE_PUBLICKEY";
    if (missing.empty())
        return;
    context.report("curve-key-missing", placeOf(node, socket),
                   quoted(refOf(node, socket).text()) + " uses " + inWords(security) + " without " + missing +
                       ", so every handshake fails",
                   "set " + missing + " to its key of 40 characters");
}

} // namespace

void checkSecurity(CheckContext& context)
{
    for (const WireFacts& facts : context.wires())
        checkWire(context, facts);
    for (const Node& node : context.topology().nodes) {
        for (const Socket& socket : node.sockets) {
            if (runnerOf(node) == Runner::Zeroloom && context.runsHere(node))
                checkKeys(context, node, socket);
        }
    }
}

} // namespace zeroloom
