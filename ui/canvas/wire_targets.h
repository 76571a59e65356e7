// Where a wire from one socket may go, and why not elsewhere. Asks the editor, which alone decides, and remembers its
// answers until the topology changes: make a new one then.
#pragma once

#include <unordered_map>
#include <vector>

#include <QString>

#include "core/model/editor.h"
#include "ui/canvas/canvas_scene.h"

namespace zeroloom {

class WireTargets {
public:
    WireTargets(const Editor& editor, const CanvasScene& scene, SocketRef from);

    const SocketRef& from() const { return m_from; }
    bool isLegal(const PortItem& port) const;
    // Empty when it is legal.
    QString whyNot(const SocketRef& to) const;
    std::vector<SocketRef> legalAt(const NodeItem& node) const;
    // Why a node takes no wire from here, in words; empty when it takes one.
    QString whyNotNode(const NodeItem& node) const;
    // All of the scene: first those to the right, from top to bottom, as a person reads.
    std::vector<SocketRef> allLegal() const;

private:
    const Editor* m_editor;
    const CanvasScene* m_scene;
    SocketRef m_from;
    mutable std::unordered_map<SocketRef, QString> m_answers;
};

} // namespace zeroloom
