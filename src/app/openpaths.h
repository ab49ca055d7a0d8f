// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayList>
#include <QStringList>

namespace Spawnscope {

class Launcher;
class MainWindow;

/// What `spawnscope open` was given: files, folders of records, and "-" for standard input.
class OpenPaths final
{
public:
    /// Looks whether they are there and may be read.
    explicit OpenPaths(const QByteArrayList &paths);

    /// A sentence for each one that cannot be opened.
    const QStringList &problems() const { return m_problems; }
    bool canOpenAny() const { return m_hasInput || !m_paths.isEmpty(); }

    /// Opens the others. Standard input is taken away from the rest of the program.
    void openIn(MainWindow *window, Launcher *launcher) const;

private:
    void look(const QByteArray &path);

    QStringList m_paths; // absolute
    QStringList m_problems;
    bool m_hasInput = false;
};

} // namespace Spawnscope
