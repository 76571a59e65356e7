#include "ui/document/act_words.h"

#include <algorithm>
#include <cmath>

#include <QObject>
#include <QStringList>

#include "ui/theme/text.h"

namespace zeroloom {
namespace {

QString nodeWords(const Topology& topology, const NodeId& id)
{
    const Node* node = topology.node(id);
    return toQString(node != nullptr ? node->title() : id.text()).simplified();
}

QString wireWords(const Topology& topology, const WireId& id)
{
    const Wire* wire = topology.wire(id);
    if (wire == nullptr)
        return toQString(id.text());
    return QStringLiteral("%1 → %2").arg(socketWords(topology, wire->from), socketWords(topology, wire->to));
}

enum class Touched { Node, Socket, Wire, Run };

// What stands before and after the name of what an act is done to: "Slow down %1 by 50 ms".
struct Sentence {
    Touched touched;
    QString words;
};

Sentence sentenceOf(const Act& act)
{
    const auto nothing = [&](const QString& some, const QString& none) { return act.time.count() == 0 ? none : some; };
    switch (act.kind) {
    case ActKind::Kill:
        return {Touched::Node, QObject::tr("Kill %1")};
    case ActKind::Restart:
        return {Touched::Node, QObject::tr("Restart %1")};
    case ActKind::Freeze:
        return {Touched::Node, QObject::tr("Freeze %1")};
    case ActKind::Thaw:
        return {Touched::Node, QObject::tr("Thaw %1")};
    case ActKind::Hang:
        return {Touched::Node, QObject::tr("Hang %1")};
    case ActKind::Release:
        return {Touched::Node, QObject::tr("Release %1")};
    case ActKind::Slow:
        return {Touched::Node,
                nothing(QObject::tr("Slow Down %1 by ") + timeWords(act.time), QObject::tr("Give %1 Its Own Pace"))};
    case ActKind::Cut:
        return {Touched::Wire, QObject::tr("Cut %1")};
    case ActKind::Delay:
        return {Touched::Wire,
                nothing(QObject::tr("Delay %1 by ") + timeWords(act.time), QObject::tr("No Delay on %1"))};
    case ActKind::Drop:
        return {Touched::Wire, act.fraction > 0
                                   ? QObject::tr("Drop %1 on %2").arg(percentWords(act.fraction), QStringLiteral("%1"))
                                   : QObject::tr("Drop Nothing on %1")};
    case ActKind::Mend:
        return {Touched::Wire, QObject::tr("Mend %1")};
    case ActKind::Set:
        return {Touched::Node, QObject::tr("Set %1 of %2 to %3")
                                   .arg(toQString(act.parameter), QStringLiteral("%1"), toQString(toText(act.value)))};
    case ActKind::Hold:
        return {Touched::Socket, QObject::tr("Hold %1")};
    case ActKind::Step:
        return {Touched::Socket, QObject::tr("Step %1")};
    case ActKind::Open:
        return {Touched::Socket, QObject::tr("Open %1")};
    case ActKind::Speed:
        return {Touched::Run, QObject::tr("Speed %1").arg(speedWords(act.fraction))};
    case ActKind::Pause:
        return {Touched::Run, QObject::tr("Pause")};
    case ActKind::Resume:
        return {Touched::Run, QObject::tr("Resume")};
    }
    return {Touched::Run, {}};
}

// Names may hold a "%1" of their own, so that the name goes in last and once.
QString filled(const QString& words, const QString& name)
{
    const qsizetype at = words.indexOf(QStringLiteral("%1"));
    return at < 0 ? words : QString(words).replace(at, 2, name);
}

void addTo(QStringList& words, bool is, const QString& more)
{
    if (is)
        words << more;
}

} // namespace

QString timeWords(Nanoseconds time)
{
    QString text = toQString(formatDuration(time));
    qsizetype digits = 0;
    while (digits < text.size() && (text[digits].isDigit() || text[digits] == QLatin1Char('.')))
        ++digits;
    QString unit = text.mid(digits);
    if (unit == QLatin1String("us"))
        unit = QStringLiteral("µs");
    return unit.isEmpty() ? text : text.left(digits) + QChar(QChar::Nbsp) + unit;
}

QString percentWords(double fraction)
{
    return QString::number(std::round(fraction * 1e6) / 1e4, 'g', 6) + QLatin1Char('%');
}

QString speedWords(double speed)
{
    const double slower = speed > 0 ? 1 / speed : 1;
    if (std::abs(slower - std::round(slower)) < 1e-6)
        return slower < 1.5 ? QStringLiteral("1") : QStringLiteral("1/%1").arg(std::lround(slower));
    return QString::number(speed, 'g', 3);
}

QString socketWords(const Topology& topology, const SocketRef& socket)
{
    const Socket* model = topology.socket(socket);
    if (model == nullptr)
        return toQString(socket.text());
    const std::string_view type = name(model->type);
    return QObject::tr("%1 of %2").arg(toQString(type), nodeWords(topology, socket.node));
}

QString actWords(const Act& act, const Topology& topology)
{
    const Sentence sentence = sentenceOf(act);
    switch (sentence.touched) {
    case Touched::Node:
        return filled(sentence.words, nodeWords(topology, act.node));
    case Touched::Socket:
        return filled(sentence.words, socketWords(topology, act.socket));
    case Touched::Wire:
        return filled(sentence.words, wireWords(topology, act.wire));
    case Touched::Run:
        break;
    }
    return sentence.words;
}

QString actWords(const std::vector<Act>& acts, const Topology& topology)
{
    if (acts.empty())
        return {};
    if (acts.size() == 1)
        return actWords(acts.front(), topology);
    const Sentence first = sentenceOf(acts.front());
    const bool alike = std::all_of(acts.begin(), acts.end(), [&](const Act& act) {
        return act.kind == acts.front().kind && sentenceOf(act).touched == first.touched;
    });
    if (!alike)
        return QObject::tr("%1 Acts").arg(acts.size());
    const QString count = first.touched == Touched::Node     ? QObject::tr("%1 Nodes")
                          : first.touched == Touched::Socket ? QObject::tr("%1 Sockets")
                                                             : QObject::tr("%1 Wires");
    return filled(first.words, count.arg(acts.size()));
}

QString conditionWords(const NodeCondition& condition)
{
    if (condition.killed)
        return QObject::tr("killed");
    QStringList words;
    addTo(words, condition.frozen, QObject::tr("frozen"));
    addTo(words, condition.hung, QObject::tr("hangs"));
    addTo(words, condition.slow.count() > 0, QObject::tr("slowed by %1").arg(timeWords(condition.slow)));
    return words.join(QStringLiteral(", "));
}

QString conditionWords(const WireFault& fault)
{
    if (fault.cut)
        return QObject::tr("cut");
    QStringList words;
    addTo(words, fault.delay.count() > 0, QObject::tr("delayed by %1").arg(timeWords(fault.delay)));
    addTo(words, fault.drop > 0, QObject::tr("drops %1").arg(percentWords(fault.drop)));
    return words.join(QStringLiteral(", "));
}

QString conditionWords(const SocketCondition& condition)
{
    if (!condition.held)
        return {};
    return condition.steps == 0 ? QObject::tr("held") : QObject::tr("held, %1 let through").arg(condition.steps);
}

QString faultsLine(const RunConditions& conditions, const Topology& topology)
{
    QStringList lines;
    for (const auto& [id, condition] : conditions.nodes)
        if (const QString words = conditionWords(condition); !words.isEmpty() && topology.node(id) != nullptr)
            lines << QObject::tr("%1: %2").arg(nodeWords(topology, id), words);
    for (const auto& [id, fault] : conditions.wires)
        if (const QString words = conditionWords(fault); !words.isEmpty() && topology.wire(id) != nullptr)
            lines << QObject::tr("%1: %2").arg(wireWords(topology, id), words);
    for (const auto& [ref, condition] : conditions.sockets)
        if (condition.held && topology.socket(ref) != nullptr)
            lines << QObject::tr("%1: held").arg(socketWords(topology, ref));
    constexpr qsizetype MostNamed = 2;
    if (lines.size() > MostNamed)
        return QObject::tr("%1 things are disturbed: %2; and %3 more")
            .arg(QString::number(lines.size()), lines.mid(0, MostNamed).join(QStringLiteral("; ")),
                 QString::number(lines.size() - MostNamed));
    return lines.join(QStringLiteral("; "));
}

} // namespace zeroloom
