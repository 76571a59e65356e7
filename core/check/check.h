// Rules that turn a topology into diagnostics. Pure: nothing is opened, bound or resolved.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/model/change.h"
#include "core/model/topology.h"

namespace zeroloom {

enum class Severity { Error, Warning, Info };

struct Place {
    NodeId node;
    SocketId socket; // with `node`
    WireId wire;
    bool operator==(const Place&) const = default;
};

struct Diagnostic {
    Severity severity = Severity::Error;
    std::string code; // "illegal-peers"; stable, listed by diagnosticCodes()
    Place where;
    std::string message;      // what is wrong and why
    std::string fix;          // what to do, in words
    std::optional<Edit> edit; // the fix, ready to apply, when there is just one
};

// All problems, errors first, then by place in the file. Same input, same order. `only`: the hosts that are to run, the
// rest being run elsewhere, where the keys of their sockets are; empty: all.
std::vector<Diagnostic> check(const Topology& topology, const std::set<HostId>& only = {});

bool hasErrors(const std::vector<Diagnostic>& diagnostics);
std::string_view name(Severity severity); // "error"

struct DiagnosticCode {
    std::string_view code;
    Severity severity;
    std::string_view summary;
};
std::span<const DiagnosticCode> diagnosticCodes();

} // namespace zeroloom
