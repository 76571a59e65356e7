// The inspector's page of one node: role, sockets, wires, and what is observed of it.
#pragma once

#include <map>
#include <vector>

#include "ui/inspector/inspector_page.h"

class QTabWidget;
class QToolButton;

namespace zeroloom {

class DragHandle;
class FigureGrid;
class RoleSection;
class SocketSection;

class NodePage final : public InspectorPage {
    Q_OBJECT
public:
    NodePage(Document& document, RunController& run, QWidget* parent);

    void refresh() override;
    void refreshLive() override;

private:
    const Node* node() const;
    void makeRoleTab();
    void makeSocketsTab();
    void makeWiresTab();
    void makeLiveTab();
    void refreshSockets(const Node& node);
    void refreshWires(const Node& node);
    void refreshSubtitle();

    QTabWidget* m_tabs;
    QLineEdit* m_label;
    QLineEdit* m_id;
    RoleSection* m_role;
    QVBoxLayout* m_sockets;
    std::vector<SocketSection*> m_socketSections;
    QToolButton* m_addSocket;
    QVBoxLayout* m_wires;
    QVBoxLayout* m_live;
    FigureGrid* m_nodeFigures;
    QLabel* m_liveHint;
    DragHandle* m_dragHandle;
    struct SocketFigures {
        QLabel* heading;
        FigureGrid* grid;
    };
    std::map<SocketId, SocketFigures> m_socketFigures;
    std::string m_shownWires;
};

} // namespace zeroloom
