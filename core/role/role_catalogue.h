// What roles exist and what their parameters are: the one source of the inspector, the check, `zeroloomctl roles` and
// the help. The behaviour of each role is in a file of its own beside this one and describes itself there.
//
// Constant tables; callable from any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/value.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

enum class ParameterKind { Integer, Real, Duration, Text, List, Choice };

struct ParameterInfo {
    std::string_view name;  // "rate"
    std::string_view label; // "Rate"
    ParameterKind kind;
    Value defaultValue; // Duration: text such as "1ms"
    double minimum = 0; // Integer, Real; Duration in seconds
    double maximum = 0;
    std::string_view unit; // "messages/s", "bytes", ...
    std::vector<std::string_view> choices;
    bool live = true;      // takes effect while the node runs
    std::string_view help; // one line
};

// Sockets that a role takes: `name` is the socket id that it expects ("in", "frontend"), or empty for any.
struct SocketSlot {
    std::string_view name;
    std::vector<SocketType> types;
    int minimum = 1;
    int maximum = 1; // -1: any number
    // A socket that is opened many times over: the parameter that says how often, and the one of which the routing ids
    // are made (empty: the node's id). Empty: it is opened once.
    std::string_view copies = {};
    std::string_view names = {};
    bool subscribesToAll = false; // to everything, where the person set no subscription
};

struct RoleInfo {
    std::string_view name;    // "source"
    std::string_view title;   // "Source"
    std::string_view summary; // one line
    std::vector<SocketSlot> slots;
    std::vector<ParameterInfo> parameters;
    bool runsHere = true; // false: outside
    bool ownThread = false; // judges by the clock, so that it must not wait for another node's work

    const ParameterInfo* parameter(std::string_view name) const;
};

std::span<const RoleInfo* const> roles();
const RoleInfo* roleByName(std::string_view name); // nullptr when unknown
// The role that fits a node of just this socket: source for PUSH, sink for PULL, requester for REQ, ...
const RoleInfo& roleForSocket(SocketType type);
// The role that fits these sockets, or nullptr when none does ({PULL, PUSH}: worker, {ROUTER, DEALER}: proxy).
const RoleInfo* roleForSockets(const std::vector<SocketType>& types);

// Whether `value` is of the parameter's kind and in its range; the error says what would be.
[[nodiscard]] Status checkParameter(const ParameterInfo& parameter, const Value& value);
// The value that is set, or the default. `values` must have passed checkParameter.
Value parameterValue(const RoleInfo& role, const Values& values, std::string_view name);
// Reads a value from what a person typed ("1000", "1ms", "a, b"), as --set and the inspector do.
[[nodiscard]] Result<Value> parseParameter(const ParameterInfo& parameter, std::string_view text);

} // namespace zeroloom
