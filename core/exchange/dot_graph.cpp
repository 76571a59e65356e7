#include "core/exchange/dot_graph.h"

#include <set>
#include <unordered_map>

#include "core/base/json_document.h"

namespace zeroloom {
namespace {

using Kind = DotToken::Kind;

// What begins a statement may take part in an edge: one node, or all of a subgraph.
struct DotEdgeEnd {
    std::size_t node = 0;
    std::string port;
};
using EdgeEnds = std::vector<DotEdgeEnd>;

// The defaults that hold at a place.
struct DotScope {
    std::shared_ptr<const DotValues> nodeDefaults = std::make_shared<DotValues>();
    std::shared_ptr<const DotValues> edgeDefaults = std::make_shared<DotValues>();
    std::size_t cluster = NoSubgraph;
    std::size_t subgraph = NoSubgraph;
};

// A recursive descent; every function returns false once m_error is set.
class DotReader {
public:
    explicit DotReader(std::string_view text) : m_lexer(text) {}

    Result<DotGraph> read()
    {
        if (take() && readGraph())
            return std::move(m_graph);
        return tl::unexpected(m_error);
    }

private:
    bool take();
    bool error(std::string message, const DotPlace& place)
    {
        m_error = {ErrorCode::InvalidInput, std::move(message), place.text()};
        return false;
    }
    bool unexpectedToken(std::string_view wanted);
    bool expect(std::string_view mark);
    bool readGraph();
    bool readStatements(DotScope& scope, std::set<std::size_t>& members);
    bool readStatement(DotScope& scope, std::set<std::size_t>& members);
    bool readDefaults(DotScope& scope);
    bool readEnds(DotScope& scope, std::set<std::size_t>& members, EdgeEnds& ends, bool& isNode);
    bool readNode(DotScope& scope, const std::string& name, const DotPlace& place, EdgeEnds& ends);
    bool readSubgraph(DotScope& scope, EdgeEnds& ends);
    bool readEdges(DotScope& scope, std::set<std::size_t>& members, EdgeEnds ends);
    bool addEdges(const std::vector<EdgeEnds>& chain, const std::shared_ptr<const DotAttributes>& attributes,
                  const DotPlace& place);
    bool readAttributes(DotValues& values);
    bool readId(std::string& text, bool* html = nullptr);
    // Bounds what a small file can make of itself: subgraphs named again and again, defaults copied again and again.
    bool spend(std::size_t steps)
    {
        m_steps += steps;
        return m_steps <= StepLimit || error("this grows beyond any drawing that a person made", m_token.place);
    }
    bool setDefaults(std::shared_ptr<const DotValues>& defaults, const DotValues& values);
    DotValues& attributesOf(const DotScope& scope)
    {
        return scope.subgraph == NoSubgraph ? m_graph.attributes : m_graph.subgraphs[scope.subgraph].attributes;
    }

    DotLexer m_lexer;
    DotToken m_token;
    DotGraph m_graph;
    Error m_error;
    std::unordered_map<std::string, std::size_t> m_nodes;
    std::unordered_map<std::string, std::set<std::size_t>> m_named; // members of subgraphs that have a name
    static constexpr std::size_t StepLimit = 20'000'000;
    std::size_t m_steps = 0;
    std::size_t m_depth = 0;
    bool m_strict = false;
    std::set<std::pair<std::size_t, std::size_t>> m_joined; // of a strict graph
};

bool DotReader::take()
{
    Result<DotToken> token = m_lexer.next();
    if (!token) {
        m_error = std::move(token.error());
        return false;
    }
    m_token = std::move(*token);
    return true;
}

bool DotReader::unexpectedToken(std::string_view wanted)
{
    const std::string found = m_token.kind == Kind::End ? "the file ends" : "'" + shown(m_token.text) + "' stands";
    return error(std::string(wanted) + " is wanted, and here " + found, m_token.place);
}

bool DotReader::expect(std::string_view mark)
{
    return m_token.isMark(mark) ? take() : unexpectedToken("'" + std::string(mark) + "'");
}

// A name or value, with the parts of a text that '+' joins.
bool DotReader::readId(std::string& text, bool* html)
{
    if (!m_token.isId())
        return unexpectedToken("a name or a value");
    bool joins = m_token.kind == Kind::Quoted;
    if (html != nullptr)
        *html = m_token.kind == Kind::Html;
    text = m_token.text;
    if (!take())
        return false;
    while (joins && m_token.isMark("+")) {
        if (!take())
            return false;
        if (m_token.kind != Kind::Quoted)
            return unexpectedToken("a text in quotes");
        text += m_token.text;
        if (!take())
            return false;
    }
    return true;
}

bool DotReader::readGraph()
{
    m_graph.place = m_token.place;
    if (m_token.isKeyword("strict")) {
        m_strict = true;
        if (!take())
            return false;
    }
    m_graph.directed = m_token.isKeyword("digraph");
    if (!m_graph.directed && !m_token.isKeyword("graph"))
        return unexpectedToken("'graph' or 'digraph'");
    if (!take() || (m_token.isId() && !readId(m_graph.name)) || !expect("{"))
        return false;
    DotScope scope;
    std::set<std::size_t> members;
    if (!readStatements(scope, members))
        return false;
    if (!m_token.isMark("}"))
        return unexpectedToken("'}'");
    if (!take())
        return false;
    if (m_token.kind != Kind::End) {
        if (!m_token.isKeyword("graph") && !m_token.isKeyword("digraph") && !m_token.isKeyword("strict"))
            return unexpectedToken("the end of the file");
        m_graph.moreFollows = true;
    }
    return true;
}

bool DotReader::readStatements(DotScope& scope, std::set<std::size_t>& members)
{
    while (m_token.kind != Kind::End && !m_token.isMark("}")) {
        if (m_token.isMark(";") || m_token.isMark(",")) {
            if (!take())
                return false;
            continue;
        }
        if (!readStatement(scope, members))
            return false;
    }
    return true;
}

bool DotReader::readStatement(DotScope& scope, std::set<std::size_t>& members)
{
    if (m_token.isKeyword("graph") || m_token.isKeyword("node") || m_token.isKeyword("edge"))
        return readDefaults(scope);
    EdgeEnds ends;
    bool isNode = false;
    if (m_token.isId() && !m_token.isKeyword("subgraph")) {
        const DotPlace place = m_token.place;
        std::string name;
        if (!readId(name))
            return false;
        if (m_token.isMark("=")) {
            DotValue value;
            if (!take())
                return false;
            value.place = m_token.place;
            if (!readId(value.text, &value.html))
                return false;
            attributesOf(scope)[name] = std::make_shared<const DotValue>(std::move(value));
            return true;
        }
        if (!readNode(scope, name, place, ends))
            return false;
        isNode = true;
    } else if (!readEnds(scope, members, ends, isNode)) {
        return false;
    }
    if (isNode)
        members.insert(ends.front().node);
    if (m_token.isMark("->") || m_token.isMark("--"))
        return readEdges(scope, members, std::move(ends));
    if (!m_token.isMark("["))
        return true;
    DotValues values;
    if (!readAttributes(values))
        return false;
    if (isNode)
        for (auto& [name, value] : values)
            m_graph.nodes[ends.front().node].attributes.own[name] = value;
    return true;
}

bool DotReader::readDefaults(DotScope& scope)
{
    const bool graph = m_token.isKeyword("graph");
    const bool node = m_token.isKeyword("node");
    if (!take())
        return false;
    if (!m_token.isMark("["))
        return unexpectedToken("'['");
    DotValues values;
    if (!readAttributes(values))
        return false;
    if (graph) {
        for (auto& [name, value] : values)
            attributesOf(scope)[name] = value;
        return true;
    }
    return setDefaults(node ? scope.nodeDefaults : scope.edgeDefaults, values);
}

bool DotReader::setDefaults(std::shared_ptr<const DotValues>& defaults, const DotValues& values)
{
    if (values.empty())
        return true;
    if (!spend(defaults->size() + values.size()))
        return false;
    auto changed = std::make_shared<DotValues>(*defaults);
    for (const auto& [name, value] : values)
        (*changed)[name] = value;
    if (changed->size() > DotDefaultLimit)
        return error("more than " + std::to_string(DotDefaultLimit) +
                         " attributes have a default here; that is no "
                         "drawing that a person made",
                     m_token.place);
    defaults = std::move(changed);
    return true;
}

// One or more lists in brackets.
bool DotReader::readAttributes(DotValues& values)
{
    while (m_token.isMark("[")) {
        if (!take())
            return false;
        while (!m_token.isMark("]")) {
            if (m_token.isMark(",") || m_token.isMark(";")) {
                if (!take())
                    return false;
                continue;
            }
            std::string name;
            DotValue value{"true", false, m_token.place};
            if (!readId(name))
                return false;
            if (m_token.isMark("=")) {
                if (!take())
                    return false;
                value.place = m_token.place;
                if (!readId(value.text, &value.html))
                    return false;
            }
            values[name] = std::make_shared<const DotValue>(std::move(value));
        }
        if (!take())
            return false;
    }
    return true;
}

bool DotReader::readEnds(DotScope& scope, std::set<std::size_t>& members, EdgeEnds& ends, bool& isNode)
{
    isNode = false;
    if (m_token.isMark("{") || m_token.isKeyword("subgraph")) {
        if (!readSubgraph(scope, ends))
            return false;
    } else {
        const DotPlace place = m_token.place;
        std::string name;
        if (!m_token.isId())
            return unexpectedToken("a node or a subgraph");
        if (!readId(name) || !readNode(scope, name, place, ends))
            return false;
        isNode = true;
    }
    for (const DotEdgeEnd& end : ends)
        members.insert(end.node);
    return true;
}

bool DotReader::readNode(DotScope& scope, const std::string& name, const DotPlace& place, EdgeEnds& ends)
{
    DotEdgeEnd end;
    // name:port:compass; what stands first may be a compass point as well, which the importer knows better.
    for (int part = 0; part < 2 && m_token.isMark(":"); ++part) {
        std::string text;
        if (!take() || !readId(text))
            return false;
        if (part == 0)
            end.port = std::move(text);
    }
    const auto [found, isNew] = m_nodes.try_emplace(name, m_graph.nodes.size());
    if (isNew) {
        if (m_graph.nodes.size() >= DotNodeLimit)
            return error("more than " + std::to_string(DotNodeLimit) + " nodes", place);
        m_graph.nodes.push_back({name, {{}, scope.nodeDefaults}, scope.cluster, place});
    }
    DotNode& node = m_graph.nodes[found->second];
    if (node.cluster == NoSubgraph)
        node.cluster = scope.cluster;
    end.node = found->second;
    ends.push_back(std::move(end));
    return true;
}

bool DotReader::readSubgraph(DotScope& scope, EdgeEnds& ends)
{
    const DotPlace place = m_token.place;
    std::string name;
    if (m_token.isKeyword("subgraph")) {
        if (!take() || (m_token.isId() && !readId(name)))
            return false;
    }
    std::set<std::size_t> members;
    if (m_token.isMark("{")) {
        if (++m_depth > DotDepthLimit)
            return error("subgraphs stand in each other more than " + std::to_string(DotDepthLimit) + " deep", place);
        if (m_graph.subgraphs.size() >= DotNodeLimit)
            return error("more than " + std::to_string(DotNodeLimit) + " subgraphs", place);
        DotScope inner = scope;
        inner.subgraph = m_graph.subgraphs.size();
        m_graph.subgraphs.push_back({name, {}});
        if (m_graph.subgraphs.back().isCluster())
            inner.cluster = inner.subgraph;
        if (!take() || !readStatements(inner, members) || !expect("}"))
            return false;
        --m_depth;
        if (!name.empty())
            m_named[name].insert(members.begin(), members.end());
    } else if (const auto known = m_named.find(name); known != m_named.end()) {
        members = known->second;
    }
    for (const std::size_t node : members)
        ends.push_back({node, {}});
    return spend(members.size());
}

bool DotReader::readEdges(DotScope& scope, std::set<std::size_t>& members, EdgeEnds ends)
{
    const DotPlace place = m_token.place;
    std::vector<EdgeEnds> chain{std::move(ends)};
    while (m_token.isMark("->") || m_token.isMark("--")) {
        EdgeEnds next;
        bool isNode = false;
        if (!take() || !readEnds(scope, members, next, isNode))
            return false;
        chain.push_back(std::move(next));
    }
    auto attributes = std::make_shared<DotAttributes>();
    attributes->defaults = scope.edgeDefaults;
    return readAttributes(attributes->own) && addEdges(chain, attributes, place);
}

bool DotReader::addEdges(const std::vector<EdgeEnds>& chain, const std::shared_ptr<const DotAttributes>& attributes,
                         const DotPlace& place)
{
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
        if (chain[i].size() * chain[i + 1].size() > DotEdgeLimit - m_graph.edges.size())
            return error("more than " + std::to_string(DotEdgeLimit) + " edges", place);
        for (const DotEdgeEnd& tail : chain[i]) {
            for (const DotEdgeEnd& head : chain[i + 1]) {
                const auto key = m_graph.directed
                                     ? std::pair(tail.node, head.node)
                                     : std::pair(std::min(tail.node, head.node), std::max(tail.node, head.node));
                if (m_strict && !m_joined.insert(key).second)
                    continue;
                m_graph.edges.push_back({tail.node, head.node, tail.port, head.port, attributes, place});
            }
        }
    }
    return true;
}

} // namespace

const DotValue* DotAttributes::find(const std::string& name) const
{
    auto found = own.find(name);
    const DotValue* value = found != own.end() ? found->second.get() : nullptr;
    if (value == nullptr && defaults) {
        found = defaults->find(name);
        value = found != defaults->end() ? found->second.get() : nullptr;
    }
    return value != nullptr && !value->text.empty() ? value : nullptr;
}

Result<DotGraph> readDotGraph(std::string_view text) { return DotReader(text).read(); }

} // namespace zeroloom
