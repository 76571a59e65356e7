// What gestures, keys and menus may use of the view that they belong to. The view owns it and outlives them all.
#pragma once

#include <functional>

#include <QString>
#include <QWidget>

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/view_transform.h"
#include "ui/document/document.h"
#include "ui/document/run_controller.h"

namespace zeroloom {

struct CanvasContext {
    Document& document;
    RunController& run;
    CanvasScene& scene;
    QWidget& viewport;
    ViewTransform view;

    std::function<void(const SceneDamage&)> damaged; // these places are to be drawn anew
    std::function<void(const ViewTransform&)> setView;
    std::function<void(const QString&)> say; // to the person, in words
    std::function<void()> inspect;           // what is selected
    std::function<void(const NodeId&)> editLabel;
    std::function<void(const NoteId&)> editNote;

    Editor& editor() { return document.editor(); }
    void repaint() { viewport.update(); } // overlays
    // Says why when it failed.
    template <typename Outcome>
    bool done(const Outcome& outcome)
    {
        if (!outcome.has_value())
            say(QString::fromStdString(outcome.error().text()));
        return outcome.has_value();
    }
    // How far beside a port or a wire the mouse may be, in scene units.
    double portSlack() const { return view.zoom < 0.25 ? 0 : 12 / view.zoom; }
    double wireSlack() const { return 6 / view.zoom; }
};

} // namespace zeroloom
