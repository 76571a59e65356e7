#include "ui/window/monitor_dialog_parts.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

namespace zeroloom {

QVBoxLayout* makeDialogLayout(QDialog* dialog, const QString& summary)
{
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(Theme::Unit * 2, Theme::Unit * 2, Theme::Unit * 2, Theme::Unit * 2);
    layout->setSpacing(Theme::Unit * 2);
    auto* words = new QLabel(summary, dialog);
    words->setWordWrap(true);
    words->setMinimumWidth(440);
    layout->addWidget(words);
    return layout;
}

QLabel* makeProblemLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QStringLiteral("problem"));
    label->setWordWrap(true);
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, Theme::instance().colors().alarm);
    label->setPalette(palette);
    return label;
}

QPushButton* addDialogButtons(QDialog* dialog, QVBoxLayout* layout, const QString& accept)
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, dialog);
    QPushButton* ok = buttons->button(QDialogButtonBox::Ok);
    ok->setText(accept);
    layout->addWidget(buttons);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    return ok;
}

void showProblem(QLabel& label, QPushButton& accept, const QString& problem)
{
    label.setText(problem);
    label.setVisible(!problem.isEmpty());
    accept.setEnabled(problem.isEmpty());
}

} // namespace zeroloom
