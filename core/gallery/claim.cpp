#include "core/gallery/claim.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "core/base/near_name.h"
#include "core/gallery/claim_figures.h"
#include "core/model/unknown_name.h"
#include "core/role/role_catalogue.h"
#include "core/role/role_node.h"

namespace zeroloom {

namespace {

constexpr Nanoseconds LongestCheck = std::chrono::minutes(5);

struct ComparisonWord {
    std::string_view word;
    ClaimComparison comparison;
};
constexpr std::array ComparisonWords{
    ComparisonWord{"=", ClaimComparison::Equal},         ComparisonWord{"!=", ClaimComparison::NotEqual},
    ComparisonWord{"<", ClaimComparison::Less},          ComparisonWord{"<=", ClaimComparison::LessOrEqual},
    ComparisonWord{">", ClaimComparison::Greater},       ComparisonWord{">=", ClaimComparison::GreaterOrEqual},
    ComparisonWord{"~", ClaimComparison::About},
};

std::string inQuotes(std::string_view text) { return "'" + std::string(text) + "'"; }

tl::unexpected<Error> refuse(std::string message) { return fail(ErrorCode::InvalidInput, std::move(message)); }

std::vector<std::string_view> wordsOf(std::string_view text)
{
    std::vector<std::string_view> words;
    while (true) {
        const std::size_t begin = text.find_first_not_of(" \t");
        if (begin == std::string_view::npos)
            return words;
        const std::size_t end = std::min(text.find_first_of(" \t", begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        text.remove_prefix(end);
    }
}

std::optional<double> asNumber(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

class ClaimReader {
public:
    ClaimReader(std::string_view text, const Topology& topology) : m_words(wordsOf(text)), m_topology(topology) {}
    Result<Claim> read();

private:
    std::string_view next() { return m_at < m_words.size() ? m_words[m_at++] : std::string_view(); }
    Status readOperand(ClaimOperand& operand);
    Status readSubject(ClaimOperand& operand, std::string_view subject);
    bool readWire(ClaimOperand& operand, std::string_view subject) const;
    Status readFigure(ClaimOperand& operand, std::string_view figure);
    Status readRoleFigure(ClaimOperand& operand, std::string_view figure) const;
    Status readComparison(Claim& claim);
    Status readTime(Claim& claim);
    bool onlySends(const ClaimOperand& operand) const;

    std::vector<std::string_view> m_words;
    std::size_t m_at = 0;
    const Topology& m_topology;
};

bool ClaimReader::readWire(ClaimOperand& operand, std::string_view subject) const
{
    const std::size_t arrow = subject.find("->");
    for (const Wire& wire : m_topology.wires) {
        const std::string from = wire.from.text(), to = wire.to.text();
        const bool between = arrow != std::string_view::npos;
        const bool forward = between && subject.substr(0, arrow) == from && subject.substr(arrow + 2) == to;
        const bool backward = between && subject.substr(0, arrow) == to && subject.substr(arrow + 2) == from;
        if (!forward && !backward && wire.id.text() != subject)
            continue;
        operand.wire = wire.id;
        operand.backward = backward;
        return true;
    }
    return false;
}

Status ClaimReader::readSubject(ClaimOperand& operand, std::string_view subject)
{
    operand.subject = std::string(subject);
    const NodeId node{std::string(subject)};
    if (m_topology.node(node)) {
        operand.node = node;
        return {};
    }
    const std::size_t dot = subject.find('.');
    if (dot != std::string_view::npos && subject.find("->") == std::string_view::npos) {
        const SocketRef ref{NodeId(std::string(subject.substr(0, dot))), SocketId(std::string(subject.substr(dot + 1)))};
        if (m_topology.socket(ref)) {
            operand.socket = ref;
            return {};
        }
        const Node* owner = m_topology.node(ref.node);
        return refuse(owner ? unknownSocket(ref.socket.text(), *owner) : unknownNode(ref.node.text(), m_topology));
    }
    if (readWire(operand, subject))
        return {};
    return refuse(unknownNodeOrWire(subject, m_topology));
}

bool ClaimReader::onlySends(const ClaimOperand& operand) const
{
    const auto receives = [](const Socket& socket) { return info(socket.type).receives; };
    if (!operand.node.empty())
        return std::ranges::none_of(m_topology.node(operand.node)->sockets, receives);
    return !operand.socket.node.empty() && !receives(*m_topology.socket(operand.socket));
}

// What the role reports from its start on; some figures come only when they are not 0 any more.
Status ClaimReader::readRoleFigure(ClaimOperand& operand, std::string_view figure) const
{
    std::vector<std::string> names;
    for (const ClaimFigureInfo& known : claimFigures())
        names.emplace_back(known.name);
    const Node* node = operand.node.empty() ? nullptr : m_topology.node(operand.node);
    const auto role = node ? makeRoleNode(node->role) : nullptr;
    const Values reported = role ? role->figures() : Values();
    for (const auto& [key, value] : reported)
        names.push_back(key);
    if (reported.contains(std::string(figure))) {
        operand.figure = ClaimFigure::OfRole;
        operand.roleFigure = std::string(figure);
        return {};
    }
    return refuse("there is no figure " + inQuotes(figure) + " of " + inQuotes(operand.subject) +
                  didYouMean(figure, names, "there is " + listed(names)));
}

Status ClaimReader::readFigure(ClaimOperand& operand, std::string_view figure)
{
    const ClaimFigureInfo* found = claimFigureByName(figure);
    if (!found && operand.total)
        return refuse(inQuotes(figure) + " does not count from the beginning of a step: leave out 'total'");
    if (!found)
        return readRoleFigure(operand, figure);
    operand.figure = found->figure;
    operand.sends = onlySends(operand);
    if (operand.total && !found->counts)
        return refuse(inQuotes(figure) + " does not count from the beginning of a step: leave out 'total'");
    const bool fits = !operand.wire.empty()          ? found->ofWires
                      : !operand.node.empty()        ? found->ofNodes
                                                     : found->ofSockets;
    if (fits)
        return {};
    return refuse(inQuotes(figure) + " is a figure of " +
                  (found->ofWires ? "wires" : "nodes") + ", and " + inQuotes(operand.subject) + " is a " +
                  (!operand.wire.empty() ? "wire" : !operand.node.empty() ? "node" : "socket"));
}

// FIGURE SUBJECT, with or without 'total'; or a number.
Status ClaimReader::readOperand(ClaimOperand& operand)
{
    std::string_view figure = next();
    if (const auto number = asNumber(figure)) {
        operand.number = *number;
        return {};
    }
    operand.total = figure == "total";
    if (operand.total)
        figure = next();
    const std::string_view subject = next();
    if (subject.empty())
        return refuse("the claim is not complete; write 'FIGURE SUBJECT OP NUMBER', such as 'received sink.in > 100'");
    return readSubject(operand, subject).and_then([&] { return readFigure(operand, figure); });
}

Status ClaimReader::readComparison(Claim& claim)
{
    const std::string_view word = next();
    const auto* found = std::ranges::find(ComparisonWords, word, &ComparisonWord::word);
    if (found == ComparisonWords.end())
        return refuse((word.empty() ? "the claim compares nothing" : inQuotes(word) + " is no comparison") +
                      "; write one of = != < <= > >= ~ and a number behind the subject");
    claim.comparison = found->comparison;
    return {};
}

Status ClaimReader::readTime(Claim& claim)
{
    const std::string_view word = next();
    if (word.empty())
        return {};
    if (word != "for" && word != "within")
        return refuse(inQuotes(word) + " is too much; behind the comparison stands 'for TIME' or 'within TIME'");
    claim.throughout = word == "for";
    const std::string_view text = next();
    const auto time = parseDuration(text);
    if (!time || time->count() == 0 || *time > LongestCheck)
        return refuse(inQuotes(text) + " is no time to check for; write one such as 3s, up to 5m");
    claim.time = *time;
    if (const std::string_view more = next(); !more.empty())
        return refuse(inQuotes(more) + " is too much behind the time");
    return {};
}

bool countsFromNothing(const ClaimOperand& operand)
{
    const ClaimFigureInfo* figure = claimFigureInfo(operand.figure);
    return figure && figure->counts && !operand.total;
}

bool compares(ClaimComparison comparison, double left, double right)
{
    switch (comparison) {
    case ClaimComparison::Equal:
        return left == right;
    case ClaimComparison::NotEqual:
        return left != right;
    case ClaimComparison::Less:
        return left < right;
    case ClaimComparison::LessOrEqual:
        return left <= right;
    case ClaimComparison::Greater:
        return left > right;
    case ClaimComparison::GreaterOrEqual:
        return left >= right;
    case ClaimComparison::About: {
        const double larger = std::max(std::abs(left), std::abs(right));
        return larger > 0 && std::abs(left - right) <= larger / 5;
    }
    }
    return false;
}

// Whether the claim says anything: see the header.
Status checkSaysSomething(const Claim& claim)
{
    const bool leftNumber = claim.left.figure == ClaimFigure::Number;
    const bool rightNumber = claim.right.figure == ClaimFigure::Number;
    if (leftNumber)
        return refuse("a claim begins with a figure, such as 'received sink.in', not with a number");
    if (!rightNumber || !countsFromNothing(claim.left))
        return {};
    const bool atOnce = compares(claim.comparison, 0, claim.right.number);
    if (atOnce && !claim.throughout)
        return refuse("it is true from the beginning, since counts begin at 0; say for how long it stays so, such as "
                      "'for 3s'");
    if (!atOnce && claim.throughout)
        return refuse("it cannot hold from the beginning on, since counts begin at 0; write 'within' instead of 'for'");
    return {};
}

Result<Claim> ClaimReader::read()
{
    Claim claim;
    const Status status = readOperand(claim.left)
                              .and_then([&] { return readComparison(claim); })
                              .and_then([&] { return readOperand(claim.right); })
                              .and_then([&] { return readTime(claim); })
                              .and_then([&] { return checkSaysSomething(claim); });
    if (!status)
        return tl::unexpected(status.error());
    return claim;
}

// A number with its unit, as short as it can be said.
std::string figureText(double value, std::string_view unit)
{
    const bool whole = value == std::floor(value) && std::abs(value) < 1e15;
    const double shown = whole ? value : std::round(value * 100) / 100;
    return toText(Value(shown)) + (unit.empty() ? "" : std::string(unit));
}

void addFigure(std::string& figures, const ClaimOperand& operand, const Figure<double>& value)
{
    if (operand.figure == ClaimFigure::Number)
        return;
    const ClaimFigureInfo* known = claimFigureInfo(operand.figure);
    std::string words = known ? std::string(known->words) : operand.roleFigure + " of";
    std::ranges::replace(words, '_', ' ');
    figures += (figures.empty() ? "" : ", ") + words + " " + operand.subject + (operand.total ? " in all" : "") + ": " +
               (value.known() ? (value.quality == Quality::Estimated ? "~" : "") +
                                    figureText(value.value, known ? known->unit : "")
                              : "not known");
}

} // namespace

Result<Claim> parseClaim(std::string_view text, const Topology& topology)
{
    const std::size_t colon = text.rfind(": ");
    const std::string_view written = colon == std::string_view::npos ? text : text.substr(colon + 2);
    Result<Claim> claim = ClaimReader(written, topology).read();
    if (!claim)
        return claim;
    for (const std::string_view word : wordsOf(written))
        claim->written += (claim->written.empty() ? "" : " ") + std::string(word);
    const std::string_view words = text.substr(0, colon == std::string_view::npos ? 0 : colon);
    const std::size_t begin = std::min(words.find_first_not_of(" \t"), words.size());
    claim->words = words.substr(begin).empty() ? claim->written : std::string(words.substr(begin));
    return claim;
}

std::optional<bool> holds(const Claim& claim, const Observation& now, const Observation& begin, std::string& figures)
{
    const Figure<double> left = valueOf(claim.left, now, begin), right = valueOf(claim.right, now, begin);
    figures.clear();
    addFigure(figures, claim.left, left);
    addFigure(figures, claim.right, right);
    if (!left.known() || !right.known())
        return std::nullopt;
    return compares(claim.comparison, left.value, right.value);
}

} // namespace zeroloom
