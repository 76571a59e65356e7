// Where the wildcard binds of a host were in their last life, so that a node that is started again is met where it was,
// as a server in earnest is. Its peers then reconnect by themselves, and what they keep for it comes through.
//
// Plain value, owned by the runtime's thread; the loops read it while that waits for them.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/plan/plan.h"

namespace zeroloom {

class FormerAddresses {
public:
    // What is bound now.
    void note(const ResolvedEndpoints& bound);
    // What another process had bound for this host before it ended, for the wire. What this one has bound itself counts
    // for more. Removes what that process left at a path of libzmq's choice.
    void adopt(const PlannedWire& wire, const std::string& endpoint);
    // Somebody else has it by now.
    void forget(const std::string& bindKey) { m_byKey.erase(bindKey); }

    // What to bind in place of the wire's wildcard: the same address and path. nullopt: it was nowhere yet, or the wire
    // says itself where it binds.
    std::optional<std::string> of(const PlannedWire& wire) const;

private:
    ResolvedEndpoints m_byKey; // as its peers reach it
};

} // namespace zeroloom
