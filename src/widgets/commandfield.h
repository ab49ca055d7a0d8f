// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QLineEdit>
#include <QStringListModel>

class QCompleter;

namespace Spawnscope {

/// Says what a field's clear button does to those who cannot see it; Qt leaves it without a name.
void nameClearButton(QLineEdit *field);

struct Completion;

/// The line a command is typed in. Up and Down ask for the history. Tab completes the word at the
/// cursor as a shell does; a Tab with nothing to complete moves the focus on as everywhere else.
/// What is pasted loses the line feeds around it and the prompt "$ " before it.
class CommandField final : public QLineEdit
{
    Q_OBJECT

public:
    explicit CommandField(QWidget *parent = nullptr);

    /// What completion goes by.
    void setSearchPath(const QByteArray &searchPath) { m_searchPath = searchPath; }
    void setWorkingDirectory(const QByteArray &directory) { m_directory = directory; }

Q_SIGNALS:
    void olderRequested();
    void newerRequested();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void cleanPasted();
    bool takesTab() const;
    void requestCompletion();
    void apply(const Completion &completion, const QString &askedFor);
    void replaceWord(const QByteArray &word, bool isWhole);

    QCompleter *m_completer;
    QStringListModel m_words;
    QByteArray m_searchPath;
    QByteArray m_directory;
    qsizetype m_wordBegin = 0; // in bytes, of the completion on show
    QString m_textBefore; // the last edit
    bool m_hasNewText = false; // something to complete that was not tried yet
};

} // namespace Spawnscope
