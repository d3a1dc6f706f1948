package documents

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

const store = "/srv/clinic/documents"

func letter(w http.ResponseWriter, r *http.Request) {
	// ruleid: inj.path.go.filepath-join
	http.ServeFile(w, r, store+"/"+r.URL.Query().Get("name"))
}

func scan(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	// ruleid: inj.path.go.filepath-join
	body, err := os.ReadFile(filepath.Join(store, name))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	_, _ = w.Write(body)
}

func report(r *http.Request) (*os.File, error) {
	// ruleid: inj.path.go.filepath-join
	file := filepath.Join(store, filepath.Clean(r.FormValue("report")))
	return os.Open(file)
}

func rooted(r *http.Request, root *os.Root) (*os.File, error) {
	name := r.PathValue("name")
	// ok: inj.path.go.filepath-join
	return root.Open(name)
}

func local(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	if !filepath.IsLocal(name) {
		http.NotFound(w, r)
		return
	}
	// ok: inj.path.go.filepath-join
	http.ServeFile(w, r, filepath.Join(store, name))
}

func base(r *http.Request) (*os.File, error) {
	// ok: inj.path.go.filepath-join
	return os.Open(filepath.Join(store, filepath.Base(r.FormValue("name"))))
}

func lookedUp(r *http.Request, index *Index) (*os.File, error) {
	key := r.FormValue("key")
	// ok: inj.path.go.filepath-join
	return os.Open(filepath.Join(store, index.FileOf(key)))
}

func prefixed(r *http.Request) (*os.File, error) {
	name := r.FormValue("name")
	// ok: inj.path.go.filepath-join
	file := filepath.Join(store, name)
	if !strings.HasPrefix(file, store+"/") {
		return nil, os.ErrPermission
	}
	return os.Open(file)
}

func consent(r *http.Request) (*os.File, error) {
	if r.FormValue("kind") == "" {
		return nil, os.ErrNotExist
	}
	// ok: inj.path.go.filepath-join
	return os.Open(filepath.Join(store, "consent.pdf"))
}
