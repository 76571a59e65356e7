// Names of a topology made into names that a target takes: identifiers, file names, DNS labels.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "core/exchange/remark.h"

namespace zeroloom {

enum class NameRule {
    Identifier, // Python and C++: lower-case letters, digits and '_', not first a digit; no keyword of either
    FileName,   // letters, digits, '_', '-': portable, not one that Windows keeps for devices; unlike in more than case
    DnsLabel,   // RFC 1035: lower-case letters, digits and '-', first a letter, last no '-', at most 63
};

// Gives every name of one scope (a folder, a namespace) a name of its own under one rule. Deterministic: by the order
// of the calls. Lives within one export.
class TargetNames {
public:
    explicit TargetNames(NameRule rule) : m_rule(rule) {}

    // Takes a name away, so that nothing is mapped to it.
    void reserve(std::string name);
    // The name in the target; the same one for the same `source`. Text of any kind may be given.
    const std::string& map(const std::string& source);
    // One remark for each name that had to be changed: "'Worker 1' is called 'worker_1' there".
    Remarks remarks() const;

private:
    NameRule m_rule;
    std::map<std::string, std::string> m_names;
    std::set<std::string> m_taken; // folded to lower case
    std::vector<std::string> m_order;
};

} // namespace zeroloom
