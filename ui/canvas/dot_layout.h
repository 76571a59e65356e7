// Automatic layout by Graphviz's `dot`, run as a process when it is installed; the own layered layout otherwise, and
// when dot fails or takes longer than three seconds. Never blocks. GUI thread only.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include <QByteArray>
#include <QObject>
#include <QProcess>
#include <QTimer>

#include "core/model/topology.h"

namespace zeroloom {

// What dot is given: the nodes with their sizes in inches, and an edge for each wire. Names in it are numbers, so that
// no text of a file reaches dot's parser.
QByteArray dotGraph(const Topology& topology, const std::map<NodeId, Point>& sizes, const std::set<NodeId>& nodes);
// Top left corners from dot's answer in its `plain` format; nullopt when it is not one.
std::optional<std::map<NodeId, Point>> readDotPlain(const QByteArray& plain, const Topology& topology,
                                                    const std::map<NodeId, Point>& sizes);

class DotLayout final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(const std::map<NodeId, Point>& positions)>;

    explicit DotLayout(QObject* parent = nullptr);
    ~DotLayout() override;

    // Lays out `nodes` (empty: all) and calls `done` once, at the latest some three seconds later. A second call ends
    // the first without an answer. `program`: empty for `dot` on the search path.
    void start(const Topology& topology, std::map<NodeId, Point> sizes, std::set<NodeId> nodes, Done done,
               const QString& program = {});
    bool isRunning() const { return m_process != nullptr; }

private:
    void finished(int exitCode, QProcess::ExitStatus status);
    void fallBack();
    void end();

    std::unique_ptr<QProcess> m_process;
    QTimer m_deadline;
    Topology m_topology;
    std::map<NodeId, Point> m_sizes;
    std::set<NodeId> m_nodes;
    Done m_done;
};

} // namespace zeroloom
