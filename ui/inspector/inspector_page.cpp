#include "ui/inspector/inspector_page.h"

#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/inspector/elided_label.h"
#include "ui/theme/figures.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

// Escape gives back the text that stood there before the typing.
class RevertingLineEdit final : public QLineEdit {
public:
    using QLineEdit::QLineEdit;

protected:
    void focusInEvent(QFocusEvent* event) override
    {
        m_before = text();
        QLineEdit::focusInEvent(event);
    }
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Escape && text() != m_before) {
            setText(m_before);
            setModified(false);
        } else {
            QLineEdit::keyPressEvent(event);
        }
    }

private:
    QString m_before;
};

} // namespace

InspectorPage::InspectorPage(Document& document, RunController& run, QWidget* parent)
    : QWidget(parent), m_document(document), m_run(run), m_title(new QLabel(this)), m_subtitle(new QLabel(this)),
      m_problem(new QLabel(this)), m_body(new QVBoxLayout)
{
    m_title->setFont(Theme::instance().titleFont());
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_subtitle->setTextFormat(Qt::PlainText);
    m_subtitle->setWordWrap(true);
    m_subtitle->setFont(Theme::instance().smallFont());
    m_subtitle->setForegroundRole(QPalette::PlaceholderText);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("inspectorProblem"));
    m_problem->hide();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::Unit, Theme::Unit, 2 * Theme::Unit, Theme::Unit);
    layout->setSpacing(Theme::Unit / 2);
    layout->addWidget(m_title);
    layout->addWidget(m_subtitle);
    layout->addWidget(m_problem);
    layout->addLayout(m_body);
    layout->addStretch();
}

void InspectorPage::setTitle(const QString& title, const QString& subtitle)
{
    if (m_title->text() != title)
        m_title->setText(title);
    if (m_subtitle->text() != subtitle)
        m_subtitle->setText(subtitle);
}

void InspectorPage::say(const Status& status)
{
    m_problem->setVisible(!status.has_value());
    if (status)
        return;
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, Theme::instance().colors().alarm);
    m_problem->setPalette(palette);
    m_problem->setText(toQString(status.error().text()));
}

QLineEdit* InspectorPage::addText(QFormLayout* form, const QString& label, const QString& tip,
                                  std::function<Status(const QString&)> commit)
{
    auto* field = new RevertingLineEdit(this);
    field->setToolTip(tip);
    field->setAccessibleName(label);
    addRow(form, label, field);
    connect(field, &QLineEdit::editingFinished, this, [this, field, commit = std::move(commit)] {
        if (!field->isModified())
            return;
        field->setModified(false);
        say(commit(field->text()));
        refresh();
    });
    return field;
}

void InspectorPage::setUnlessTyping(QLineEdit* field, const QString& text)
{
    const bool typing = field->hasFocus() && field->isModified();
    if (!typing && field->text() != text)
        field->setText(text);
}

QFormLayout* InspectorPage::makeForm()
{
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setHorizontalSpacing(Theme::Unit);
    form->setVerticalSpacing(Theme::Unit / 2);
    form->setContentsMargins(0, 0, 0, 0);
    return form;
}

ElidedLabel* InspectorPage::addRow(QFormLayout* form, const QString& text, QWidget* field)
{
    auto* label = new ElidedLabel(Qt::ElideRight);
    label->setText(text);
    label->setFixedWidth(LabelWidth);
    label->setBuddy(field);
    form->addRow(label, field);
    if (auto* choice = qobject_cast<QComboBox*>(field))
        letShrink(choice);
    return label;
}

ElidedLabel* InspectorPage::addRow(QFormLayout* form, const QString& text, QLayout* field)
{
    auto* label = new ElidedLabel(Qt::ElideRight);
    label->setText(text);
    label->setFixedWidth(LabelWidth);
    form->addRow(label, field);
    return label;
}

void InspectorPage::letShrink(QComboBox* choice)
{
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(4);
}

QLabel* InspectorPage::makeHeading(const QString& text)
{
    auto* label = new QLabel(text);
    label->setFont(Theme::instance().titleFont());
    return label;
}

QLabel* InspectorPage::makeHint(const QString& text)
{
    auto* label = new QLabel(text);
    label->setFont(Theme::instance().smallFont());
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    return label;
}

QString countedText(std::size_t count, const QString& one, const QString& many)
{
    return countText(count) + QLatin1Char(' ') + (count == 1 ? one : many);
}

QString socketText(const Topology& topology, const SocketRef& socket)
{
    const Node* node = topology.node(socket.node);
    return toQString(node ? node->title() + '.' + socket.socket.text() : socket.text());
}

QString wireText(const Topology& topology, const Wire& wire)
{
    return socketText(topology, wire.from) + QStringLiteral(" → ") + socketText(topology, wire.to);
}

void clearLayout(QLayout* layout)
{
    while (layout->count() > 0) {
        QLayoutItem* item = layout->takeAt(0);
        if (item->layout())
            clearLayout(item->layout());
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

} // namespace zeroloom
