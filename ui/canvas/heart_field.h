// The hearts that the monitors of a run know, and where each stands on the canvas. Not part of the topology: they come
// as they answer, and go some time after they left. GUI thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QString>

#include "core/observe/observation.h"
#include "ui/canvas/heart_frame.h"

namespace zeroloom {

class CanvasScene;

// A heart of a monitor: its number there.
struct HeartRef {
    NodeId monitor;
    std::uint32_t number = 0;
    auto operator<=>(const HeartRef&) const = default;
};

// All hearts of one monitor.
struct HeartCluster {
    NodeId monitor;
    NodeId anchor; // the node beside which they stand
    HeartFrame frame;
    HeartMonitorObservation seen;
    std::vector<std::uint32_t> order; // places in seen.hearts of those that are there, in the order of their coming
    QString header;                   // "3,000 hearts · 2 lost · 5 late"
    bool warns = false;               // the header says something that wants attention

    const Heart& heart(std::size_t index) const { return (*seen.hearts)[order[index]]; }
    std::size_t hidden() const { return order.size() - frame.shown; }
    std::size_t hiddenLost() const;
};

class HeartField {
public:
    explicit HeartField(const CanvasScene& scene) : m_scene(scene) {}

    // Takes what the scene's observation says. True: some frame is another one than before.
    bool update();
    void invalidate() { m_placesStale = true; } // cards moved, came or went

    const std::vector<HeartCluster>& clusters() const { return m_clusters; }
    const HeartCluster* cluster(const NodeId& monitor) const;
    std::optional<HeartRef> at(const QPointF& point) const;
    const HeartCluster* clusterAt(const QPointF& point) const;
    // Of its cell; null when it is not there or has no room.
    QRectF rectOf(const HeartRef& heart) const;
    const Heart* heart(const HeartRef& heart) const;
    QRectF bounds() const; // of all frames
    std::vector<QRectF> frames() const;

private:
    void take(HeartCluster& cluster, const HeartMonitorObservation& seen) const;
    bool place();
    void setHeader(HeartCluster& cluster) const;

    const CanvasScene& m_scene;
    ObservationPtr m_shown;
    std::vector<HeartCluster> m_clusters;
    bool m_placesStale = true;
};

} // namespace zeroloom
