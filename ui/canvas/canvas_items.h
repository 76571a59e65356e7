// What the canvas draws: one item for each node, wire and note, with its geometry, its cached texts and its look.
//
// Plain values made from the topology and the last observation; GUI thread only. Coordinates are scene units: one unit
// is one pixel at 100%.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <QStaticText>
#include <QString>

#include "core/control/samples.h"
#include "core/model/topology.h"
#include "core/picture/port_facing.h"

namespace zeroloom {

// How full a wire's queues are: below 60% of both high-water marks, below 85%, above.
enum class FillLevel : std::uint8_t { None, Calm, Warning, Alarm };

// What the check found about a thing, worst first.
enum class Problem : std::uint8_t { None, Warning, Error };

// All of a wire that the static layer shows of its run. Changes seldom: figures are the live layer's.
struct WireLook {
    bool live = false; // false: nothing runs
    ConnectionState from = ConnectionState::Unknown;
    ConnectionState to = ConnectionState::Unknown;
    FillLevel level = FillLevel::None;
    bool muted = false;
    std::uint8_t width = 1; // 1 to 4, by its rate
    bool operator==(const WireLook&) const = default;
};

struct NodeLook {
    bool live = false;
    NodeState state = NodeState::Stopped;
    bool jammed = false;
    std::uint64_t mutedPorts = 0; // bit i: ports[i] cannot send
    QString footer;               // "jams at 100 of 333/s", an error, or empty
    bool operator==(const NodeLook&) const = default;
};

// What somebody did to a thing while it runs: all of it in words, and the glyph of the worst.
enum class FaultGlyph : std::uint8_t { None, Killed, Frozen, Hung, Slow, Cut, Delay, Drop };

struct FaultMark {
    static constexpr double Height = 18, GlyphRoom = 20, Padding = 8;
    FaultGlyph glyph = FaultGlyph::None;
    QString words;    // "frozen, slowed by 50 ms"
    QStaticText text; // the same, shortened to the room that it has
    bool is() const { return glyph != FaultGlyph::None; }
    double width() const { return GlyphRoom + text.size().width() + Padding; }
};

struct PortItem {
    SocketRef ref;
    SocketType type = SocketType::Pair;
    bool left = false;
    bool binds = false;    // some wire binds here
    bool connects = false; // some wire connects from here
    QPointF position;      // the middle of the circle
    QString labelText;     // "PUSH"
    QString badgeText;     // "blocks at 1,000", or empty
    QStaticText label, badge, muteBadge;
    QPointF labelAt, badgeAt, muteBadgeAt;
    QString heldText; // "held, 3 let through", or empty
};

struct NodeItem {
    static constexpr double ShortTitleScale = 2.4;
    Node node;                   // as it was when the item was made; tells whether it must be made again
    std::vector<Facing> facings; // of its sockets, the same
    QRectF rect;                 // the card
    std::vector<PortItem> ports;
    QStaticText title, subtitle;
    QStaticText shortTitle; // for less detail: drawn ShortTitleScale times as large
    QString titleText, subtitleText;
    QPointF liveAt; // baseline start of the live rate behind the subtitle
    bool showsRate = false;
    NodeLook look;
    Problem problem = Problem::None;
    QStaticText footer; // of look.footer, shortened to the card
    FaultMark fault;
    bool selected = false;
    bool lifted = false; // drawn by a gesture and not by the static layer
    int order = 0;       // later ones are drawn above
    mutable std::uint32_t visit = 0;

    // With ports, selection frame, the mark of a fault and the footer that a jam adds: what must be drawn anew when the
    // look changes.
    QRectF paintRect() const { return rect.adjusted(-16, -12, 16, 26); }
    // Over the upper edge of the card.
    QRectF faultRect() const { return {rect.left() + 12, rect.top() - 10, fault.width(), FaultMark::Height}; }
};

struct WireItem {
    WireId id;
    SocketRef from, to;
    WireEnd bind = WireEnd::From;
    QString endpoint;  // as written
    std::string bound; // what it is while it runs: the port that was chosen; empty when it is not known
    QString boundText; // the same
    QPointF start, startControl, endControl, end;
    std::array<QPainterPath, 2> halves; // from's, to's
    std::array<QPointF, 17> points;     // on the curve, evenly in its parameter
    QPointF middle;                     // where the halves meet
    QPointF badgeAt;                    // on the curve, clear of cards where it can be: the rate stands there
    QPointF labelAt;                    // the middle of its endpoint's words, clear of cards where they can be
    QPointF faultAt;                    // the middle of what is said of a fault, clear of both where it can be
    QRectF bounds;                      // of the curve alone
    WireLook look;
    Problem problem = Problem::None;
    FaultMark fault;
    bool selected = false;
    bool lifted = false;
    bool showsEndpoint = false; // selected, and few enough are for their labels to be read
    bool loose = false;         // lifted at one end only
    int order = 0;
    mutable std::uint32_t visit = 0;

    // A selected wire bears its endpoint beside its rate.
    QRectF labelRect() const { return {labelAt.x() - 150, labelAt.y() - 10, 300, 20}; }
    // A fault's mark is as wide as this at most.
    QRectF faultRoom() const { return {faultAt.x() - 110, faultAt.y() - 12, 220, 24}; }
    QRectF faultRect() const
    {
        const QSizeF size(fault.width(), FaultMark::Height);
        return {faultAt - QPointF(size.width(), size.height()) / 2, size};
    }
    QRectF largestRect() const { return bounds.adjusted(-10, -10, 10, 10).united(labelRect()).united(faultRoom()); }
    QRectF paintRect() const { return showsEndpoint || fault.is() ? largestRect() : bounds.adjusted(-10, -10, 10, 10); }
};

struct NoteItem {
    Note note;
    QRectF rect;
    bool selected = false;
    bool lifted = false;
    int order = 0;

    QRectF paintRect() const { return rect.adjusted(-4, -4, 4, 4); }
};

} // namespace zeroloom
