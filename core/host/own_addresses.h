// The addresses that a host binds, and has bound until a moment ago. libzmq gives an address back a while after it was
// unbound or its socket was closed, so whoever binds it next has to wait; only an address of our own is worth the wait.
#pragma once

#include <map>
#include <set>
#include <string>

#include "core/base/duration.h"
#include "core/plan/plan.h"

namespace zeroloom {

class OwnAddresses {
public:
    // What is bound now, in place of what was told before; `now` is the time of an event loop.
    void hold(const ResolvedEndpoints& bound, Nanoseconds now);
    // Whether it was bound here less than a second ago, and may be free in the next moment.
    bool justGivenUp(const std::string& endpoint, Nanoseconds now) const;

private:
    std::set<std::string> m_held;
    std::map<std::string, Nanoseconds> m_givenUp; // since when
};

} // namespace zeroloom
