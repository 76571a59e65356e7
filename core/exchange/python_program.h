// One generated Python program while it is written: what it imports, its constants, its functions and its main(). A
// role (python_roles.h) fills it; text() puts it in the order in which a person would have written it.
//
// Lives within one export.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/exchange/node_program.h"
#include "core/exchange/python_text.h"

namespace zeroloom {

// Whether main() is a plain function that waits in one place, or coroutines that wait in several.
enum class PythonStyle { Plain, Coroutines };

class PythonProgram {
public:
    PythonProgram(const NodeProgram& node, std::string_view topology) : m_node(node), m_topology(topology) {}

    const NodeProgram& node() const { return m_node; }
    PythonStyle style() const { return m_style; }
    void setStyle(PythonStyle style) { m_style = style; }
    // What stands first in the docstring: "Sends messages at a rate."
    void setSummary(std::string summary) { m_summary = std::move(summary); }

    void import(std::string module) { m_imports.insert(std::move(module)); }
    // In the order of the calls. `comment`: the unit, or empty.
    void constant(std::string_view name, const std::string& value, std::string_view comment = {});
    // The same for what changes while it runs; these stand after the constants.
    void state(std::string_view name, const std::string& value, std::string_view comment);

    // Before main(), each with two empty lines before it by the writer of the text.
    PythonText& function();
    PythonText& body() { return m_body; }

    // The name of the socket's variable: its type's, where it is the only socket.
    std::string variable(const ProgramSocket& socket) const;
    void nameVariable(const ProgramSocket& socket, std::string name) { m_variables[socket.id] = std::move(name); }
    // Opens all sockets in main() but one, each made ready; the body goes on inside of it. When these are all, it ends
    // in order from there on.
    void openSockets(const ProgramSocket* except = nullptr);
    // From here on a signal closes the sockets before it ends a plain program; until then it ends it at once, since
    // pyzmq's context waits for ever for a socket whose constructor an exception left. Coroutines need none of it:
    // they are interrupted only where they wait.
    void endInOrder(PythonText& text) const;
    // The context needs this first: more sockets than it has room for by itself.
    void setMostSockets(std::string most) { m_mostSockets = std::move(most); }
    // Options, subscriptions, binds and connects of one socket, with the reasons. `extra`: lines after its options.
    void makeReady(PythonText& text, const ProgramSocket& socket, std::string_view extra = {});

    Remarks& remarks() { return m_remarks; }
    const std::set<std::string>& secrets() const { return m_secrets; } // environment variables

    std::string text() const;

private:
    void writeOptions(PythonText& text, const ProgramSocket& socket);
    void writeOption(PythonText& text, const ProgramSocket& socket, const std::string& name, const Value& value);
    std::string secretVariable(const ProgramSocket& socket, const std::string& option) const;
    void writeSubscriptions(PythonText& text, const ProgramSocket& socket);
    void writeEndpoints(PythonText& text, const ProgramSocket& socket, bool binds);
    void writeNamedConnects(PythonText& text, const ProgramSocket& socket);
    std::string constantPrefix(const ProgramSocket& socket) const;
    std::string header() const;

    const NodeProgram& m_node;
    const std::string_view m_topology;
    PythonStyle m_style = PythonStyle::Plain;
    std::string m_summary;
    std::string m_mostSockets; // an expression; empty: as many as libzmq allows by itself
    std::set<std::string> m_imports;
    std::string m_constants, m_states;
    std::set<std::string> m_constantNames;
    std::deque<PythonText> m_functions; // references to them stay good
    PythonText m_body{1};
    std::map<SocketId, std::string> m_variables;
    std::set<std::string> m_secrets;
    Remarks m_remarks;
};

// Whether the ROUTER at this wire's end gives the ROUTER at the other one a name, by which it can speak first: unless
// that brings a name of its own along.
bool namesPeer(const ProgramSocket& socket, const ProgramWire& wire);
// That name, for the wire at `index`; unique in the socket, for libzmq ends a process that uses one twice.
std::string peerName(const ProgramSocket& socket, std::size_t index);

} // namespace zeroloom
