#include "ui/window/tool_bar.h"

#include <QToolButton>

#include "ui/theme/flat_style.h"
#include "ui/theme/theme.h"
#include "ui/window/find_field.h"
#include "ui/window/speed_control.h"

namespace zeroloom {

ToolBar::ToolBar(const WindowActions& actions, RunController& run, QWidget* parent)
    : QToolBar(tr("Tools"), parent), m_actions(actions), m_run(run)
{
    setObjectName(QStringLiteral("toolBar"));
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIconSize(QSize(16, 16));
    setContentsMargins(0, Theme::Unit / 2, 0, Theme::Unit / 2);
    const auto addGap = [this](QSizePolicy::Policy policy) {
        auto* gap = new QWidget(this);
        gap->setFixedHeight(1);
        gap->setMinimumWidth(Theme::Unit / 2);
        gap->setSizePolicy(policy, QSizePolicy::Fixed);
        addWidget(gap);
    };
    addGap(QSizePolicy::Fixed);

    m_runButton = addButton(actions.run, true);
    m_runButton->setObjectName(QStringLiteral("runButton"));
    m_runButton->setProperty(FlatStyle::ProminentProperty, true);
    QFont bold = Theme::instance().titleFont();
    m_runButton->setFont(bold);
    m_runButton->setMinimumWidth(84);
    QToolButton* pause = addButton(actions.pause, true);
    pause->setMinimumWidth(76);
    auto* speed = new SpeedControl(run, actions, this);
    addWidget(speed);
    speed->setAutoRaise(true);
    addButton(actions.step, false);
    addSeparator();
    for (QAction* action : {actions.undo, actions.redo, actions.arrange, actions.zoomFit, actions.exportAs}) {
        addButton(action, false);
    }
    addGap(QSizePolicy::Expanding);
    m_find = new FindField(this);
    addWidget(m_find);
    addGap(QSizePolicy::Fixed);
    connect(m_find, &FindField::clicked, actions.find, &QAction::trigger);
    connect(&run, &RunController::stateChanged, this, &ToolBar::showState);
    showState();
}

QToolButton* ToolBar::addButton(QAction* action, bool bordered)
{
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setProperty(FlatStyle::BorderedProperty, bordered);
    button->setFixedHeight(28);
    addWidget(button);
    button->setAutoRaise(!bordered); // the tool bar made every button one that shows its panel under the pointer only
    return button;
}

void ToolBar::showState()
{
    QAction* wanted = m_run.state() == RunState::Stopped ? m_actions.run : m_actions.stop;
    if (m_runButton->defaultAction() != wanted) {
        m_runButton->removeAction(m_runButton->defaultAction());
        m_runButton->setDefaultAction(wanted);
    }
}

} // namespace zeroloom
