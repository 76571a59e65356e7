#include "ui/canvas/dot_layout.h"

#include <utility>

#include <QStandardPaths>

#include "core/model/layout.h"

namespace zeroloom {
namespace {

constexpr double UnitsPerInch = 72;
constexpr int DeadlineMs = 3000;

Point sizeOf(const std::map<NodeId, Point>& sizes, const NodeId& node)
{
    const auto found = sizes.find(node);
    return found == sizes.end() ? Point{184, 90} : found->second;
}

QByteArray inches(double units) { return QByteArray::number(units / UnitsPerInch, 'f', 4); }

} // namespace

QByteArray dotGraph(const Topology& topology, const std::map<NodeId, Point>& sizes, const std::set<NodeId>& nodes)
{
    QByteArray text =
        "digraph {\nrankdir=LR; nodesep=0.55; ranksep=1.5;\nnode [shape=box, fixedsize=true, label=\"\"];\n";
    std::map<NodeId, qsizetype> numbers;
    for (std::size_t i = 0; i < topology.nodes.size(); ++i) {
        const NodeId& id = topology.nodes[i].id;
        if (!nodes.empty() && !nodes.contains(id))
            continue;
        numbers[id] = static_cast<qsizetype>(i);
        const Point size = sizeOf(sizes, id);
        text +=
            'n' + QByteArray::number(numbers[id]) + " [width=" + inches(size.x) + ", height=" + inches(size.y) + "];\n";
    }
    for (const Wire& wire : topology.wires) {
        const auto from = numbers.find(wire.from.node);
        const auto to = numbers.find(wire.to.node);
        if (from != numbers.end() && to != numbers.end() && from != to)
            text += 'n' + QByteArray::number(from->second) + " -> n" + QByteArray::number(to->second) + ";\n";
    }
    return text + "}\n";
}

// "node NAME X Y WIDTH HEIGHT ..." with the middle's place in inches, y growing upwards from the graph's bottom.
std::optional<std::map<NodeId, Point>> readDotPlain(const QByteArray& plain, const Topology& topology,
                                                    const std::map<NodeId, Point>& sizes)
{
    std::map<NodeId, Point> positions;
    double height = -1;
    for (const QByteArray& line : plain.split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() >= 4 && words[0] == "graph")
            height = words[3].toDouble();
        if (words.size() < 6 || words[0] != "node")
            continue;
        bool isNumber = false;
        const std::size_t index = words[1].mid(1).toULongLong(&isNumber);
        if (!isNumber || index >= topology.nodes.size() || height < 0)
            return std::nullopt;
        const NodeId& id = topology.nodes[index].id;
        const Point size = sizeOf(sizes, id);
        positions[id] = {words[2].toDouble() * UnitsPerInch - size.x / 2,
                         (height - words[3].toDouble()) * UnitsPerInch - size.y / 2};
    }
    if (positions.empty())
        return std::nullopt;
    return positions;
}

DotLayout::DotLayout(QObject* parent) : QObject(parent)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &DotLayout::fallBack);
}

DotLayout::~DotLayout() { end(); }

void DotLayout::start(const Topology& topology, std::map<NodeId, Point> sizes, std::set<NodeId> nodes, Done done,
                      const QString& program)
{
    end();
    m_topology = topology;
    m_sizes = std::move(sizes);
    m_nodes = std::move(nodes);
    m_done = std::move(done);
    const QString dot = program.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("dot")) : program;
    if (dot.isEmpty()) {
        fallBack();
        return;
    }
    m_process = std::make_unique<QProcess>();
    connect(m_process.get(), &QProcess::finished, this, &DotLayout::finished);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fallBack();
    });
    m_deadline.start(DeadlineMs);
    m_process->start(dot, {QStringLiteral("-Tplain")});
    if (!m_process)
        return; // it failed to start, and the other layout has answered
    m_process->write(dotGraph(m_topology, m_sizes, m_nodes));
    m_process->closeWriteChannel();
}

void DotLayout::finished(int exitCode, QProcess::ExitStatus status)
{
    if (!m_process)
        return;
    const auto positions = status == QProcess::NormalExit && exitCode == 0
                               ? readDotPlain(m_process->readAllStandardOutput(), m_topology, m_sizes)
                               : std::nullopt;
    if (!positions) {
        fallBack();
        return;
    }
    const Done done = std::exchange(m_done, nullptr);
    end();
    done(*positions);
}

void DotLayout::fallBack()
{
    const Done done = std::exchange(m_done, nullptr);
    const std::map<NodeId, Point> positions = layeredLayout(m_topology, m_sizes, m_nodes);
    end();
    if (done)
        done(positions);
}

void DotLayout::end()
{
    m_deadline.stop();
    if (m_process) {
        QProcess* process = m_process.release();
        disconnect(process, nullptr, this, nullptr);
        if (process->state() != QProcess::NotRunning) {
            process->kill();
            process->waitForFinished(500);
        }
        // It may be the one whose signal is being handled.
        process->deleteLater();
    }
    m_done = nullptr;
}

} // namespace zeroloom
