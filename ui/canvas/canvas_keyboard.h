// The keys of the canvas: everything that the mouse does can be done by them. GUI thread only.
#pragma once

#include <functional>
#include <memory>

#include "ui/canvas/canvas_clipboard.h"
#include "ui/canvas/canvas_context.h"
#include "ui/canvas/gesture.h"

class QKeyEvent;

namespace zeroloom {

// What keys ask of the view itself.
struct KeyboardTargets {
    std::function<void(std::unique_ptr<Gesture>)> begin;
    std::function<void(double factor)> zoomBy; // 0: back to 100%
    std::function<void()> zoomToFit;
    std::function<void()> zoomToSelection;
    std::function<void()> arrange;
    std::function<void(const QRectF& scene)> bringIntoView;
    std::function<void()> contextMenu;
};

class CanvasKeyboard {
public:
    CanvasKeyboard(CanvasContext& context, CanvasClipboard& clipboard, KeyboardTargets targets);

    // True when the key was used.
    bool press(QKeyEvent& event);
    // The next or previous node; false past the last, so that Tab leaves the canvas.
    bool walk(bool forward);

private:
    bool pressEditing(QKeyEvent& event);
    bool pressZoom(QKeyEvent& event);
    bool pressControl(QKeyEvent& event);
    bool pressPlain(QKeyEvent& event);
    bool pressArrow(QKeyEvent& event);
    bool startWire();
    bool walkWires(bool forward);
    void editSelected();

    CanvasContext& m_context;
    CanvasClipboard& m_clipboard;
    KeyboardTargets m_targets;
    Selection m_nudged;
    int m_nudges = 0;
};

} // namespace zeroloom
