// What the texts of several roles have in common: parameters as constants, the pace, and a thread for each socket where
// a node has several. Pure functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/cpp_roles.h"
#include "core/exchange/cpp_sockets.h"
#include "core/exchange/cpp_text.h"
#include "core/role/parameters.h"

namespace zeroloom {

// The parameters of the program's role.
class CppParameters {
public:
    explicit CppParameters(const NodeProgram& program);

    // Lines of constants, each with what it means. Those that are not asked for stand in no program.
    std::string interval(std::string_view what) const; // of `rate`; empty: as fast as it can
    std::string payload() const;                       // of `text` or `size`
    std::string topics() const;
    std::string count(std::string_view what) const; // empty: endless
    std::string time(std::string_view parameter, std::string_view constant, std::string_view meaning) const;
    std::string whole(std::string_view parameter, std::string_view constant, std::string_view meaning) const;

    const Parameters& values() const { return m_values; }
    bool hasRate() const { return m_values.real("rate") > 0; }
    bool hasCount() const { return m_values.integer("count") > 0; }
    bool hasText() const { return !m_values.text("text").empty(); }
    bool works() const { return m_values.duration("work").count() > 0; }

private:
    Parameters m_values;
};

std::string cppConstant(std::string_view type, std::string_view name, std::string_view value, std::string_view meaning);

void setIf(TemplateValues& values, std::string_view flag, bool on);

// The function shown(id), which makes a routing id readable.
void cppAddShown(CppProgramText& text);

// The lines that open it, and an empty one. `lingerMs`: where LINGER is not set and the type can send.
std::string cppOpenedSocket(const ProgramSocket& socket, const NodeProgram& program, int lingerMs = 1000);

// Whether nothing ever comes to it but subscriptions.
constexpr bool onlySends(SocketType type) { return type == SocketType::Push || type == SocketType::Pub; }

// The last lines of a program that ends by itself: what its senders have sent is delivered first. An interrupted one
// goes past them.
std::string cppPatientEnd(const NodeProgram& program, const std::vector<const ProgramSocket*>& senders);

// The function connected(context), which opens a socket that has to be thrown away and opened anew.
std::string cppConnectedFunction(const ProgramSocket& socket, const NodeProgram& program,
                                 const CppSocketChoices& choices);

// Gives `text` the work on each socket: in main where there is one, in a thread for each otherwise. `work` is a
// template over $socket$, the variable, and $label$, an expression of how it is called in messages.
using CppSocketWork = std::function<std::string(const ProgramSocket& socket)>;
void addSocketWork(const NodeProgram& program, const CppSocketWork& work, CppProgramText& text);

} // namespace zeroloom
