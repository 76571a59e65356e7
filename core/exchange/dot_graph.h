// A Graphviz graph as it was read: nodes, edges and subgraphs with their attributes. The reader knows the language and
// nothing of ZeroMQ. Never throws; any thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/exchange/dot_lexer.h"

namespace zeroloom {

struct DotValue {
    std::string text;
    bool html = false;
    DotPlace place;
};
// Shared by all that an attribute list or a default holds for.
using DotValues = std::map<std::string, std::shared_ptr<const DotValue>>;

// Attributes set on the thing itself, before those that were the default when it was made.
struct DotAttributes {
    DotValues own;
    std::shared_ptr<const DotValues> defaults;
    const DotValue* find(const std::string& name) const; // nullptr when it is not set, or empty
};

inline constexpr std::size_t NoSubgraph = static_cast<std::size_t>(-1);

struct DotNode {
    std::string name;
    DotAttributes attributes;
    std::size_t cluster = NoSubgraph; // the innermost that it was mentioned in first
    DotPlace place;
};

struct DotEdge {
    std::size_t tail = 0; // index into nodes
    std::size_t head = 0;
    std::string tailPort; // without the compass point
    std::string headPort;
    std::shared_ptr<const DotAttributes> attributes;
    DotPlace place;
};

struct DotSubgraph {
    std::string name;
    DotValues attributes;
    bool isCluster() const { return name.starts_with("cluster"); }
};

struct DotGraph {
    std::string name;
    bool directed = true;
    DotValues attributes;
    std::vector<DotNode> nodes;
    std::vector<DotEdge> edges;
    std::vector<DotSubgraph> subgraphs;
    DotPlace place;
    bool moreFollows = false; // another graph stands behind it in the file
};

inline constexpr std::size_t DotNodeLimit = 100'000;
inline constexpr std::size_t DotEdgeLimit = 200'000;
inline constexpr std::size_t DotDepthLimit = 64;    // of subgraphs in each other
inline constexpr std::size_t DotDefaultLimit = 128; // different attributes with a default

// The first graph of the file. Errors name line and column.
[[nodiscard]] Result<DotGraph> readDotGraph(std::string_view text);

} // namespace zeroloom
