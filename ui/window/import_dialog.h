// One file before it is taken in: what it is, what comes, what was guessed or left out, and whether it is opened by
// itself or merged into what is open. GUI thread only; the file is read beside it.
#pragma once

#include <optional>

#include <QDialog>

#include "core/base/file_system.h"
#include "core/model/merge.h"
#include "ui/document/document.h"
#include "ui/window/import_reading.h"
#include "ui/window/latest_work.h"

class QComboBox;
class QLabel;
class QPushButton;
class QRadioButton;
class QStackedWidget;
class QTabWidget;
class QTreeWidget;

namespace zeroloom {

class ClashTable;
class PictureView;
class RemarkList;

class ImportDialog final : public QDialog {
    Q_OBJECT
public:
    struct Answer {
        const Importer* importer;
        Topology topology; // every node has its place
        bool merge;        // into the open document, with `choices`
        ClashChoices choices;
    };
    // `document` is the open one; it outlives the dialog. `path` is an absolute path.
    ImportDialog(const Document& document, const FileSystem& files, QString path, QWidget* parent);
    ~ImportDialog() override;

    // What was chosen; nullopt while nothing can be taken in.
    std::optional<Answer> answer() const;

private:
    QLayout* makeHead();
    QWidget* makeContent();
    QLayout* makeWays();
    void fillFormats();
    void read(const Importer* importer);
    void onRead(ImportOutcome outcome);
    void showNodes(const Topology& topology);
    void judge();
    QString problem() const;
    QString plan(const MergePlan& merge) const;
    bool merges() const;

    const Document& m_document;
    const FileSystem& m_fileSystem;
    QString m_path;
    QComboBox* m_format;
    QLabel *m_busy, *m_errors, *m_plan;
    QStackedWidget* m_pages;
    QTabWidget* m_tabs;
    QTreeWidget* m_nodes;
    PictureView* m_picture;
    RemarkList* m_remarks;
    QRadioButton *m_open, *m_merge;
    ClashTable* m_clashes;
    QPushButton* m_accept = nullptr;
    LatestWork m_reading;
    std::optional<ImportOutcome> m_outcome;
};

} // namespace zeroloom
