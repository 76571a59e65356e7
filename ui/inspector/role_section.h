// The fields of a node: its label, id, role, host and the role's parameters.
#pragma once

#include <functional>
#include <map>
#include <string>

#include <QWidget>

#include "ui/document/document.h"

class QComboBox;
class QFormLayout;
class QLabel;

namespace zeroloom {

class ValueField;

class RoleSection final : public QWidget {
    Q_OBJECT
public:
    // `say` shows what the editor refused.
    RoleSection(Document& document, std::function<void(const Status&)> say, QWidget* parent);

    void refresh(const Node& node);

private:
    void rebuildParameters(const Node& node);
    void fillChoices(const Node& node);

    Document& m_document;
    std::function<void(const Status&)> m_say;
    QComboBox* m_role;
    QComboBox* m_host;
    QLabel* m_summary;
    QFormLayout* m_parameters;
    std::map<std::string, ValueField*> m_fields;
    NodeId m_node;
    std::string m_shownRole;
};

} // namespace zeroloom
