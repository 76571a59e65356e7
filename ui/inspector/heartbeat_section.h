// ZMTP heartbeats of a wire's two ends: pings of the protocol itself, which need nothing of the programs. Fields of the
// options HEARTBEAT_IVL, HEARTBEAT_TIMEOUT and HEARTBEAT_TTL of both sockets.
#pragma once

#include <array>
#include <functional>
#include <vector>

#include <QWidget>

#include "ui/document/document.h"

class QLabel;
class QPushButton;

namespace zeroloom {

class ValueField;

class HeartbeatSection final : public QWidget {
    Q_OBJECT
public:
    HeartbeatSection(Document& document, std::function<void(const Status&)> say, QWidget* parent);

    void refresh(const Wire& wire);

private:
    struct End {
        QLabel* heading = nullptr;
        QPushButton* usual = nullptr; // sets what suits most networks, or takes all away
        std::vector<ValueField*> fields;
        SocketRef socket;
        bool on = false;
    };

    void makeEnd(End& end);
    void refreshEnd(End& end, const SocketRef& socket);
    void setOption(const End& end, const char* option, const std::optional<Value>& value);
    void toggle(const End& end);

    Document& m_document;
    std::function<void(const Status&)> m_say;
    std::array<End, 2> m_ends; // from, to
};

} // namespace zeroloom
