// The inspector's page of one note: its text.
#pragma once

#include "ui/inspector/inspector_page.h"

class QPlainTextEdit;

namespace zeroloom {

class NotePage final : public InspectorPage {
    Q_OBJECT
public:
    NotePage(Document& document, RunController& run, QWidget* parent);

    void refresh() override;

private:
    const Note* note() const;

    QPlainTextEdit* m_text;
};

} // namespace zeroloom
