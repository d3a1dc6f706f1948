package web

import (
	"fmt"
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"
)

func export(w http.ResponseWriter, r *http.Request) {
	if err := write(w); err != nil {
		// ruleid: errors.go.error-to-client
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func load(w http.ResponseWriter, r *http.Request) {
	if err := write(w); err != nil {
		// ruleid: errors.go.error-to-client
		http.Error(w, fmt.Sprintf("cannot load: %v", err), http.StatusInternalServerError)
	}
}

func ginExport(c *gin.Context) {
	if err := run(c); err != nil {
		// ruleid: errors.go.error-to-client
		c.JSON(http.StatusInternalServerError, gin.H{"error": err.Error()})
	}
}

func withID(w http.ResponseWriter, r *http.Request, id string) {
	if err := write(w); err != nil {
		// ok: errors.go.error-to-client
		slog.ErrorContext(r.Context(), "export failed", "id", id, "err", err.Error())
		// ok: errors.go.error-to-client
		http.Error(w, "internal error, reference "+id, http.StatusInternalServerError)
	}
}

func invalid(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		// ok: errors.go.error-to-client
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
}

func ginInvalid(c *gin.Context, err error) {
	// ok: errors.go.error-to-client
	c.JSON(http.StatusUnprocessableEntity, gin.H{"error": err.Error()})
}
