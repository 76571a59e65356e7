// Typed identifiers of everything in a topology. Plain values; an id is the text that stands in the file.
#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace zeroloom {

// A string that cannot be mistaken for another kind's. Empty means "none".
template <typename Tag>
class Id {
public:
    Id() = default;
    explicit Id(std::string text) : m_text(std::move(text)) {}

    const std::string& text() const { return m_text; }
    bool empty() const { return m_text.empty(); }
    auto operator<=>(const Id&) const = default;

private:
    std::string m_text;
};

using NodeId = Id<struct NodeTag>;
using SocketId = Id<struct SocketTag>;  // unique within its node
using WireId = Id<struct WireTag>;
using HostId = Id<struct HostTag>;
using NoteId = Id<struct NoteTag>;

// A socket's full name, "node.socket" in files, messages and metadata.
struct SocketRef {
    NodeId node;
    SocketId socket;

    std::string text() const { return node.text() + "." + socket.text(); }
    auto operator<=>(const SocketRef&) const = default;
};

}  // namespace zeroloom

template <typename Tag>
struct std::hash<zeroloom::Id<Tag>> {
    std::size_t operator()(const zeroloom::Id<Tag>& id) const { return std::hash<std::string>()(id.text()); }
};

template <>
struct std::hash<zeroloom::SocketRef> {
    std::size_t operator()(const zeroloom::SocketRef& ref) const
    {
        return std::hash<zeroloom::NodeId>()(ref.node) * 31 + std::hash<zeroloom::SocketId>()(ref.socket);
    }
};
