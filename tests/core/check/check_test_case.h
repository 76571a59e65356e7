// What every test of a rule asks: which codes come out, where, and whether the offered fix cures it.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/check/check.h"
#include "core/model/editor.h"
#include "tests/support/network.h"

namespace zeroloom {

inline std::vector<std::string> codesOf(const Topology& topology)
{
    std::vector<std::string> codes;
    for (const Diagnostic& diagnostic : check(topology))
        codes.push_back(diagnostic.code);
    return codes;
}

// The first diagnostic of this code; fails the test and returns an empty one when there is none.
inline Diagnostic diagnosticOf(const Topology& topology, const std::string& code)
{
    for (Diagnostic& diagnostic : check(topology)) {
        if (diagnostic.code == code)
            return diagnostic;
    }
    ADD_FAILURE() << "no '" << code << "'; there is: " << testing::PrintToString(codesOf(topology));
    return {};
}

// The topology after the fix of the first diagnostic of this code was applied by the editor, as the button does.
inline Topology fixed(const Topology& topology, const std::string& code)
{
    const Diagnostic diagnostic = diagnosticOf(topology, code);
    if (!diagnostic.edit) {
        ADD_FAILURE() << "'" << code << "' offers no fix";
        return topology;
    }
    Editor editor(topology);
    const Status status = editor.apply(*diagnostic.edit);
    EXPECT_TRUE(status) << (status ? std::string() : status.error().text());
    return editor.topology();
}

#define EXPECT_CURED(topology, code)                                                                                   \
    EXPECT_THAT(codesOf(fixed((topology), (code))), testing::Not(testing::Contains(std::string(code))))

// A quiet pipeline to spoil: source a → sink b.
inline Network pipeline()
{
    return Network()
        .node("a", "source", {{"out", SocketType::Push}})
        .node("b", "sink", {{"in", SocketType::Pull}})
        .wire("a.out", "b.in");
}

} // namespace zeroloom
