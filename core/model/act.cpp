#include "core/model/act.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/base/near_name.h"
#include "core/model/parameter_setting.h"
#include "core/model/unknown_name.h"

namespace zeroloom {

namespace {

// What stands behind the word of an act.
enum class Operand { Nothing, Node, NodeAndTime, Socket, Wire, WireAndTime, WireAndPercent, Setting, Number };

struct ActWord {
    ActKind kind;
    std::string_view word;
    Operand operand;
    std::string_view form;
    std::string_view help;
};

constexpr std::array ActWords{
    ActWord{ActKind::Kill, "kill", Operand::Node, "kill NODE",
            "Closes its sockets at once, with what is queued in them; a program is killed"},
    ActWord{ActKind::Restart, "restart", Operand::Node, "restart NODE",
            "Starts it again and clears what else was done to it"},
    ActWord{ActKind::Freeze, "freeze", Operand::Node, "freeze NODE",
            "Stops its process where it stands; it has a host of its own, or is a program"},
    ActWord{ActKind::Thaw, "thaw", Operand::Node, "thaw NODE", "Lets its process go on"},
    ActWord{ActKind::Hang, "hang", Operand::Node, "hang NODE", "Its role does nothing, while its sockets go on"},
    ActWord{ActKind::Release, "release", Operand::Node, "release NODE", "Undoes hang"},
    ActWord{ActKind::Slow, "slow", Operand::NodeAndTime, "slow NODE TIME",
            "Each message takes it so much longer, such as 50ms; 0 for its own pace"},
    ActWord{ActKind::Cut, "cut", Operand::Wire, "cut WIRE", "Breaks the connection, and keeps it from coming back"},
    ActWord{ActKind::Delay, "delay", Operand::WireAndTime, "delay WIRE TIME", "Delays what passes, each way"},
    ActWord{ActKind::Drop, "drop", Operand::WireAndPercent, "drop WIRE PERCENT",
            "Drops some of the messages, such as 10%, each way"},
    ActWord{ActKind::Mend, "mend", Operand::Wire, "mend WIRE", "Undoes cut, delay and drop"},
    ActWord{ActKind::Set, "set", Operand::Setting, "set NODE.PARAM=VALUE", "Changes a parameter for this run"},
    ActWord{ActKind::Hold, "hold", Operand::Socket, "hold NODE.SOCKET", "Lets no message through the socket"},
    ActWord{ActKind::Step, "step", Operand::Socket, "step NODE.SOCKET",
            "Lets exactly one message through the socket, and holds it"},
    ActWord{ActKind::Open, "open", Operand::Socket, "open NODE.SOCKET", "Undoes hold"},
    ActWord{ActKind::Speed, "speed", Operand::Number, "speed FACTOR",
            "Scales the clocks of all roles (rates, work, timers), from 0.01 to 1"},
    ActWord{ActKind::Pause, "pause", Operand::Nothing, "pause", "Sources hold, everything else goes on"},
    ActWord{ActKind::Resume, "resume", Operand::Nothing, "resume", "Undoes pause"},
};

const ActWord& wordOf(ActKind kind) { return *std::ranges::find(ActWords, kind, &ActWord::kind); }

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

tl::unexpected<Error> refuse(std::string message) { return fail(ErrorCode::InvalidInput, std::move(message)); }

// The words of an act. A name or a value is never empty and never has a blank in it, but for the value of a setting.
struct Words {
    std::string_view rest;

    std::string_view next()
    {
        const std::size_t begin = std::min(rest.find_first_not_of(" \t"), rest.size());
        const std::size_t end = std::min(rest.find_first_of(" \t", begin), rest.size());
        const std::string_view word = rest.substr(begin, end - begin);
        rest.remove_prefix(end);
        return word;
    }
    std::string_view all()
    {
        const std::size_t begin = std::min(rest.find_first_not_of(" \t"), rest.size());
        return rest.substr(begin);
    }
};

std::optional<double> readNumber(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && std::isfinite(number) ? std::optional(number)
                                                                                             : std::nullopt;
}

class ActReader {
public:
    ActReader(const ActWord& word, std::string_view rest, const Topology& topology)
        : m_word(word), m_words{rest}, m_topology(topology)
    {
        m_act.kind = word.kind;
    }
    Result<Act> read();

private:
    Status readOperand();
    Status readNode(std::string_view name);
    Status readSocket(std::string_view name);
    Status readWire(std::string_view name);
    Status readTime();
    Status readPercent();
    Status readSpeed();
    Status readSetting(std::string_view text);

    const ActWord& m_word;
    Words m_words;
    const Topology& m_topology;
    Act m_act;
};

Status ActReader::readNode(std::string_view name)
{
    m_act.node = NodeId(std::string(name));
    if (m_topology.node(m_act.node))
        return {};
    return refuse(unknownNode(name, m_topology));
}

Status ActReader::readSocket(std::string_view name)
{
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos)
        return refuse(quoted(name) + " is no socket; write NODE.SOCKET");
    if (Status found = readNode(name.substr(0, dot)); !found)
        return found;
    m_act.socket = {m_act.node, SocketId(std::string(name.substr(dot + 1)))};
    m_act.node = {};
    if (m_topology.socket(m_act.socket))
        return {};
    return refuse(unknownSocket(m_act.socket.socket.text(), *m_topology.node(m_act.socket.node)));
}

Status ActReader::readWire(std::string_view name)
{
    const std::size_t arrow = name.find("->");
    for (const Wire& wire : m_topology.wires) {
        const std::string from = wire.from.text(), to = wire.to.text();
        const bool between = arrow != std::string_view::npos && name.substr(0, arrow) == from && name.substr(arrow + 2) == to;
        if (wire.id.text() != name && !between)
            continue;
        m_act.wire = wire.id;
        return {};
    }
    return refuse("there is no wire " + quoted(name) + "; write its id or its ends, NODE.SOCKET->NODE.SOCKET");
}

Status ActReader::readTime()
{
    const std::string_view text = m_words.next();
    const auto time = parseDuration(text);
    if (!time)
        return refuse(quoted(text) + " is no time; write one such as 50ms or 2s");
    m_act.time = *time;
    return {};
}

Status ActReader::readPercent()
{
    std::string_view text = m_words.next();
    const std::string_view written = text;
    if (text.ends_with('%'))
        text.remove_suffix(1);
    const auto percent = readNumber(text);
    if (!percent || *percent < 0 || *percent > 100)
        return refuse(quoted(written) + " is no percentage; write one from 0% to 100%");
    m_act.fraction = *percent / 100;
    return {};
}

Status ActReader::readSpeed()
{
    const std::string_view text = m_words.next();
    const auto speed = readNumber(text);
    if (!speed || *speed < 0.01 || *speed > 1)
        return refuse(quoted(text) + " is no speed; write a factor from 0.01 to 1");
    m_act.fraction = *speed;
    return {};
}

Status ActReader::readSetting(std::string_view text)
{
    auto setting = zeroloom::readSetting(text, m_topology);
    if (!setting)
        return tl::unexpected(std::move(setting.error()));
    m_act.node = std::move(setting->node);
    m_act.parameter = std::move(setting->parameter);
    m_act.value = std::move(setting->value);
    return {};
}

Status ActReader::readOperand()
{
    switch (m_word.operand) {
    case Operand::Nothing:
        return {};
    case Operand::Node:
        return readNode(m_words.next());
    case Operand::NodeAndTime:
        return readNode(m_words.next()).and_then([&] { return readTime(); });
    case Operand::Socket:
        return readSocket(m_words.next());
    case Operand::Wire:
        return readWire(m_words.next());
    case Operand::WireAndTime:
        return readWire(m_words.next()).and_then([&] { return readTime(); });
    case Operand::WireAndPercent:
        return readWire(m_words.next()).and_then([&] { return readPercent(); });
    case Operand::Setting: {
        const Status read = readSetting(m_words.all());
        m_words.rest = {};
        return read;
    }
    case Operand::Number:
        return readSpeed();
    }
    return {};
}

Result<Act> ActReader::read()
{
    if (m_word.operand != Operand::Nothing && m_words.all().empty())
        return refuse(quoted(m_word.word) + " is not complete; write " + quoted(m_word.form));
    if (const Status read = readOperand(); !read)
        return tl::unexpected(read.error());
    if (const std::string_view more = m_words.all(); !more.empty())
        return refuse(quoted(more) + " is too much; write " + quoted(m_word.form));
    return m_act;
}

} // namespace

Result<Act> parseAct(std::string_view text, const Topology& topology)
{
    Words words{text};
    const std::string_view first = words.next();
    const auto* word = std::ranges::find(ActWords, first, &ActWord::word);
    if (word != ActWords.end())
        return ActReader(*word, words.rest, topology).read();
    std::vector<std::string> known;
    for (const ActWord& one : ActWords)
        known.emplace_back(one.word);
    return refuse((first.empty() ? "nothing is said to be done" : quoted(first) + " cannot be done") +
                  didYouMean(first, known, "there is " + listed(known)));
}

std::string actText(const Act& act)
{
    const ActWord& word = wordOf(act.kind);
    const std::string text(word.word);
    switch (word.operand) {
    case Operand::Nothing:
        break;
    case Operand::Node:
        return text + " " + act.node.text();
    case Operand::NodeAndTime:
        return text + " " + act.node.text() + " " + formatDuration(act.time);
    case Operand::Socket:
        return text + " " + act.socket.text();
    case Operand::Wire:
        return text + " " + act.wire.text();
    case Operand::WireAndTime:
        return text + " " + act.wire.text() + " " + formatDuration(act.time);
    case Operand::WireAndPercent:
        return text + " " + act.wire.text() + " " + toText(Value(act.fraction * 100)) + "%";
    case Operand::Setting:
        return text + " " + act.node.text() + "." + act.parameter + "=" + toText(act.value);
    case Operand::Number:
        return text + " " + toText(Value(act.fraction));
    }
    return text;
}

const std::vector<ActForm>& actForms()
{
    static const std::vector<ActForm> Forms = [] {
        std::vector<ActForm> forms;
        for (const ActWord& word : ActWords)
            forms.push_back({word.form, word.help});
        return forms;
    }();
    return Forms;
}

} // namespace zeroloom
