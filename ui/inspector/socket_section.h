// The fields of one socket: type, id, side, subscriptions and the options that its type honours.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include <QWidget>

#include "core/zmq/option_catalogue.h"
#include "ui/document/document.h"

class QComboBox;
class QFormLayout;
class QLineEdit;
class QToolButton;

namespace zeroloom {

class ValueField;

class SocketSection final : public QWidget {
    Q_OBJECT
public:
    SocketSection(Document& document, SocketRef socket, std::function<void(const Status&)> say, QWidget* parent);

    const SocketRef& socket() const { return m_ref; }
    void refresh(const Socket& socket);

private:
    void makeHeader();
    void makeSubscriptions();
    void makeOptions();
    void rebuildOptions(const Socket& socket);
    void addOptionField(const OptionInfo& option);
    void fillOptionMenu();
    void commitSubscriptions();

    Document& m_document;
    SocketRef m_ref;
    std::function<void(const Status&)> m_say;
    QComboBox* m_type;
    QLineEdit* m_id;
    QComboBox* m_side;
    QLineEdit* m_subscriptions;
    QFormLayout* m_form;
    QFormLayout* m_options;
    QToolButton* m_add;
    std::map<std::string, ValueField*> m_fields;
    std::set<std::string> m_wanted; // options that were opened for editing and have no value yet
    SocketType m_shownType{};
};

} // namespace zeroloom
