// Draws items. Pure painting: reads items and the theme, changes nothing, makes no strings. GUI thread only.
#pragma once

#include <QFont>
#include <QPainter>

#include "ui/canvas/canvas_items.h"
#include "ui/canvas/view_transform.h"
#include "ui/theme/theme.h"

namespace zeroloom {

class CanvasScene;

// What stays the same for a whole pass of drawing.
struct PaintStyle {
    explicit PaintStyle(double zoom);

    ThemeColors colors;
    QFont title, small, strong; // strong: small, semibold
    double zoom;
    Detail detail;
    bool thinWires = false; // for a frame of a motion: wide strokes are the dearest of all
};

class CanvasPainter {
public:
    // `painter` is transformed to scene units already.
    CanvasPainter(QPainter& painter, const PaintStyle& style) : m_painter(painter), m_style(style) {}

    // Everything in `rect` (scene units) that is not lifted, on the canvas' ground.
    void scene(const CanvasScene& scene, const QRectF& rect, bool grid);
    // What is lifted, on a transparent ground; wires with one end at rest are left out.
    void lifted(const CanvasScene& scene, const QRectF& rect);
    // The same so cheaply that it can be done in a frame of a motion: boxes and straight lines.
    void sketch(const CanvasScene& scene, const QRectF& rect);

    void grid(const QRectF& rect);
    void node(const NodeItem& item);
    void wire(const WireItem& item);
    void wireMarks(const WireItem& item); // over all wires: signs of what is wrong, the endpoint of a selected one
    void note(const NoteItem& item);

private:
    void items(const CanvasScene& scene, const QRectF& rect, bool areLifted);
    void card(const NodeItem& item, const QRectF& rect);
    void bar(const NodeItem& item, const QRectF& rect);
    void stateDot(const NodeItem& item);
    void problemSign(const QPointF& middle, Problem problem);
    void ports(const NodeItem& item);
    void portTexts(const NodeItem& item);
    void boxNode(const NodeItem& item);
    void footer(const NodeItem& item);
    void nodeFault(const NodeItem& item);
    void heldBars(const NodeItem& item);
    void wireFault(const WireItem& item);
    double wireWidth(const WireItem& item) const;
    void wireHalf(const WireItem& item, WireEnd end, const QColor& color, Qt::PenStyle line);
    void endMarker(const WireItem& item, WireEnd end);
    void wireLabel(const WireItem& item);

    bool passes(const QRectF& bounds) const
    {
        return m_clip.isNull() || m_clip.intersects(bounds.adjusted(-1, -1, 1, 1));
    }
    // At `at`, when any of it shows.
    void text(const QPointF& at, const QStaticText& words);
    void rails(const WireItem& item);

    QPainter& m_painter;
    const PaintStyle& m_style;
    QRectF m_clip; // scene; null: everything shows
};

} // namespace zeroloom
