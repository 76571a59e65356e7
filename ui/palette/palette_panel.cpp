#include "ui/palette/palette_panel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/palette/palette_tree.h"
#include "ui/theme/theme.h"

namespace zeroloom {
namespace {

// Down goes from the search field into the list, Enter adds the first match.
class PaletteSearch final : public QLineEdit {
public:
    explicit PaletteSearch(PaletteTree* tree) : m_tree(tree) {}

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Down) {
            m_tree->setFocus();
        } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            m_tree->activateCurrent();
        } else if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
            clear();
        } else {
            QLineEdit::keyPressEvent(event);
        }
    }

private:
    PaletteTree* m_tree;
};

} // namespace

PalettePanel::PalettePanel(QWidget* parent) : QWidget(parent), m_tree(new PaletteTree(this))
{
    m_search = new PaletteSearch(m_tree);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setToolTip(tr("Sockets, roles and patterns, by name or by what they do"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Search the palette"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::Unit, Theme::Unit, 0, 0);
    layout->setSpacing(Theme::Unit / 2);
    // The list's bar stands at the edge; the field does not.
    auto* field = new QHBoxLayout;
    field->setContentsMargins(0, 0, Theme::Unit, 0);
    field->addWidget(m_search);
    layout->addLayout(field);
    layout->addWidget(m_tree);
    setMinimumWidth(20 * Theme::Unit);

    connect(m_search, &QLineEdit::textChanged, m_tree, &PaletteTree::filter);
    connect(m_tree, &PaletteTree::socketActivated, this, &PalettePanel::socketActivated);
    connect(m_tree, &PaletteTree::roleActivated, this, &PalettePanel::roleActivated);
    connect(m_tree, &PaletteTree::stampActivated, this, &PalettePanel::stampActivated);
}

} // namespace zeroloom
