// What an export could not express or had to change, and what an import guessed or left out: in words, for a person.
#pragma once

#include <string>
#include <vector>

namespace zeroloom {

struct Remark {
    std::string where;   // "worker.in", "wire 'a'", "/nodes/2", or empty: the whole
    std::string message; // one sentence, no full stop
    std::string text() const { return where.empty() ? message : where + ": " + message; }
    bool operator==(const Remark&) const = default;
};

using Remarks = std::vector<Remark>;

} // namespace zeroloom
