// Command gateway passes orders to the laboratory and serves its results.
package main

import (
	"crypto/tls"
	"database/sql"
	"encoding/json"
	"log/slog"
	"net/http"
	"os"
	"runtime/debug"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"clinic.example/gateway/internal/lab"
	"clinic.example/gateway/internal/results"
	"clinic.example/gateway/internal/runner"
)

func main() {
	database, err := sql.Open("pgx", os.Getenv("GATEWAY_DATABASE_URL"))
	if err != nil {
		slog.Error("cannot open the database", "error", err)
		os.Exit(1)
	}
	defer database.Close()

	store := results.New(database)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /results", listResults(store))
	mux.HandleFunc("GET /catalogue", catalogue)
	mux.HandleFunc("POST /render", render)
	mux.HandleFunc("POST /checksum", checksum)

	server := &http.Server{
		Addr:              ":9443",
		Handler:           recoverPanics(mux),
		ReadHeaderTimeout: 5 * time.Second,
		// near-miss: weak-tls
		TLSConfig: &tls.Config{MinVersion: tls.VersionTLS12},
	}
	if err := server.ListenAndServeTLS("/etc/gateway/tls.crt", "/etc/gateway/tls.key"); err != nil {
		slog.Error("the server ended", "error", err)
		os.Exit(1)
	}
}

func listResults(store *results.Store) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		found, err := store.ByAnalyte(r.Context(), r.URL.Query().Get("analyte"))
		if err != nil {
			slog.Error("cannot list results", "error", err)
			// near-miss: stack-trace
			http.Error(w, "internal error", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(found); err != nil {
			slog.Error("cannot send results", "error", err)
		}
	}
}

func catalogue(w http.ResponseWriter, r *http.Request) {
	answer, err := lab.NewClient().Catalogue(r.Context())
	if err != nil {
		slog.Error("cannot reach the laboratory", "error", err)
		http.Error(w, "the laboratory does not answer", http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(answer)
}

func render(w http.ResponseWriter, r *http.Request) {
	output, err := runner.Render(r.Context(), r.FormValue("tool"), r.FormValue("report"))
	if err != nil {
		http.Error(w, "cannot render the report", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/pdf")
	_, _ = w.Write(output)
}

func checksum(w http.ResponseWriter, r *http.Request) {
	output, err := runner.Checksum(r.Context(), r.FormValue("digest"))
	if err != nil {
		http.Error(w, "cannot compute the checksum", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write(output)
}

func recoverPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if recover() != nil {
				// planted: stack-trace
				http.Error(w, string(debug.Stack()), http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}
