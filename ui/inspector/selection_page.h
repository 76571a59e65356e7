// The inspector's page of several things: wire them, or change a parameter that all of them have.
#pragma once

#include <map>

#include "ui/inspector/inspector_page.h"

namespace zeroloom {

class ValueField;

class SelectionPage final : public InspectorPage {
    Q_OBJECT
public:
    SelectionPage(Document& document, RunController& run, QWidget* parent);

    void refresh() override;

private:
    void rebuildFields();
    void setForAll(const std::string& name, const std::optional<Value>& value);
    std::vector<const Node*> nodes() const;

    QFormLayout* m_form;
    QVBoxLayout* m_patterns;
    std::map<std::string, ValueField*> m_fields;
    std::string m_shown;
};

} // namespace zeroloom
