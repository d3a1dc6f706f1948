package main

import (
	"net/http"
	httppprof "net/http/pprof"
	_ "net/http/pprof"
)

func public() error {
	// ruleid: config.go.pprof-exposed
	return http.ListenAndServe(":8080", nil)
}

func publicTLS() error {
	// ruleid: config.go.pprof-exposed
	return http.ListenAndServeTLS(":8443", "server.crt", "server.key", nil)
}

func onPublicMux(mux *http.ServeMux) {
	// ruleid: config.go.pprof-exposed
	mux.HandleFunc("/debug/pprof/", httppprof.Index)
}

func local() error {
	// ok: config.go.pprof-exposed
	return http.ListenAndServe("localhost:6060", nil)
}

func ownMux(mux *http.ServeMux) error {
	// ok: config.go.pprof-exposed
	return http.ListenAndServe(":8080", mux)
}

func localMux(mux *http.ServeMux) error {
	// ok: config.go.pprof-exposed
	mux.HandleFunc("/debug/pprof/", httppprof.Index)
	return http.ListenAndServe("127.0.0.1:6060", mux)
}
